"use client";

import { useLocale } from "next-intl";
import { PartTitle } from "~/components/ui/card";
import { Skeleton } from "~/components/ui/skeleton";
import { api } from "~/trpc/react";
import { useWords } from "../hooks/use-words";

/** Whom to ask for credits, by name. */
export function WhoCanBuy() {
  const { t } = useWords();
  const locale = useLocale();
  const buyers = api.organizations.buyers.useQuery();
  if (buyers.isError) return null;
  const names = buyers.data?.map(({ name }) => name);
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  return (
    <>
      <PartTitle>{t("ask.title")}</PartTitle>
      {names === undefined ? (
        <Skeleton className="mt-2 h-4 w-3/4" />
      ) : (
        <p className="mt-1 text-muted-foreground text-sm">
          {names.length === 0 ? t("ask.nobody") : t("ask.people", { names: list.format(names) })}
        </p>
      )}
    </>
  );
}
