"use client";

import { ReceiptText } from "lucide-react";
import Link from "next/link";
import { useLocale } from "next-intl";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { api } from "~/trpc/react";
import { type EntrySearch, filterOf } from "../entry-search-params";
import { useWords } from "../hooks/use-words";
import { spanText } from "./date-filter";

/** Nothing to list: because nothing happened yet, or because of filters, which are named and can be cleared. */
export function NoEntries(props: {
  seesAll: boolean;
  search: EntrySearch;
  chatHref: string | null;
  onClear: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const locale = useLocale();
  const choices = api.credits.filterChoices.useQuery(undefined, { staleTime: 60_000 });
  const filter = filterOf(props.search);
  const named = (list: { id: string; name: string }[] | undefined, id: string) =>
    list?.find((one) => one.id === id)?.name ?? id;
  const parts = [
    filter.kind === "all" ? null : t(`entries.kinds.${filter.kind}`),
    filter.from || filter.to ? spanText(words, { from: filter.from ?? null, to: filter.to ?? null }) : null,
    filter.memberId ? named(choices.data?.members, filter.memberId) : null,
    filter.modelId ? named(choices.data?.models, filter.modelId) : null,
    filter.search ? (locale.startsWith("ru") ? `«${filter.search}»` : `“${filter.search}”`) : null,
  ].filter((part) => part !== null);

  if (parts.length > 0 || props.search.before !== null || props.search.after !== null) {
    return (
      <EmptyState
        icon={ReceiptText}
        title={t("entries.noneTitle")}
        action={<Button onClick={props.onClear}>{t("entries.clear")}</Button>}
      >
        {parts.length === 0 ? null : t("entries.none", { filters: parts.join(", ") })}
      </EmptyState>
    );
  }
  const action =
    props.chatHref === null ? null : (
      <Button asChild>
        <Link href={props.chatHref}>{t("entries.toChat")}</Link>
      </Button>
    );
  return (
    <EmptyState
      icon={ReceiptText}
      title={t(props.seesAll ? "entries.emptyTitle" : "entries.ownEmptyTitle")}
      action={action}
    >
      {t(props.seesAll ? "entries.empty" : "entries.ownEmpty")}
    </EmptyState>
  );
}
