"use client";

import { Download, ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { ErrorPanel } from "~/components/layout/error-panel";
import { FiltersRow, FiltersSpace } from "~/components/layout/page";
import { Button, buttonVariants } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { SkeletonRows } from "~/components/ui/skeleton";
import { cn } from "~/lib/cn";
import { auditFileHref, auditPageParam, auditSearchParams } from "../audit-search-params";
import { useAudit } from "../hooks/use-audit";
import { AuditFilters } from "./audit-filters";
import { AuditList } from "./audit-list";
import { ChainState } from "./chain-state";

type Props = { of: "org"; orgSlug: string } | { of: "platform"; orgSlug: null };

/** Who did what: filtered, by pages, all of it in the address; with its file, and whether the chain is whole. */
export function AuditPage(props: Props) {
  return (
    <NuqsAdapter>
      <AuditOfAddress {...props} />
    </NuqsAdapter>
  );
}

function AuditOfAddress({ of, orgSlug }: Props) {
  const t = useTranslations("audit");
  const [search, setSearch] = useQueryStates(auditSearchParams, { shallow: true });
  const { list, choices, chain } = useAudit(of, search);
  const { page, ...narrowed } = search;
  const isFiltered = Object.values(narrowed).some((value) => value !== null && value !== "");
  const clear = { action: null, who: null, from: null, to: null, q: null, org: null, page: null };
  return (
    <>
      <FiltersRow label={t("filters")}>
        <AuditFilters
          search={search}
          choices={choices.data ?? { actions: [], people: [] }}
          isPlatform={of === "platform"}
          onChange={(change) => void setSearch({ ...change, page: null })}
        />
        <FiltersSpace />
        <a href={auditFileHref(search, orgSlug)} download className={buttonVariants({ className: "max-md:w-full" })}>
          <Download aria-hidden />
          {t("export")}
        </a>
      </FiltersRow>
      <ChainState chain={chain.data} isOfPlatform={of === "platform"} />
      <Card aria-busy={list.isFetching}>
        {list.data === undefined ? (
          list.isError ? (
            <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <SkeletonRows rows={8} widths={[16, 24, 30, 20]} />
          )
        ) : list.data.lines.length === 0 ? (
          <EmptyState
            icon={ScrollText}
            title={t(isFiltered ? "noneTitle" : "emptyTitle")}
            action={isFiltered ? <Button onClick={() => void setSearch(clear)}>{t("clear")}</Button> : null}
          >
            {t(isFiltered ? "none" : "empty")}
          </EmptyState>
        ) : (
          <div className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}>
            <AuditList lines={list.data.lines} withOrg={of === "platform"} />
            <PaginationFooter
              range={t("count", { count: list.data.lines.length })}
              onPrevious={page === null ? undefined : () => void setSearch({ page: null }, { history: "push" })}
              onNext={nextOf(list.data.next, (value) => void setSearch({ page: value }, { history: "push" }))}
              pending={list.isPlaceholderData}
            />
          </div>
        )}
      </Card>
    </>
  );
}

function nextOf(next: { at: string; id: string } | null, go: (page: string) => void): (() => void) | undefined {
  return next === null ? undefined : () => go(auditPageParam(next));
}
