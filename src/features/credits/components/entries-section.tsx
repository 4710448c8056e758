"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { ErrorPanel } from "~/components/layout/error-panel";
import { Card } from "~/components/ui/card";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { SkeletonRows } from "~/components/ui/skeleton";
import { cn } from "~/lib/cn";
import { formatCredits } from "~/lib/format-credits";
import { api } from "~/trpc/react";
import { pageSizes } from "../credits-limits";
import { filterOf, pageOf } from "../entry-search-params";
import { useEntrySearch } from "../hooks/use-entry-search";
import { useWords } from "../hooks/use-words";
import { EntryFilters } from "./entry-filters";
import { EntryItems } from "./entry-items";
import { EntryTable } from "./entry-table";
import { NoEntries } from "./no-entries";

/** Every change of the balance with its receipt: filtered, by pages, all of it in the address. */
export function EntriesSection(props: { seesAll: boolean; chatHref: string | null }) {
  const { t, locale } = useWords();
  const { search, narrow, goTo, clear } = useEntrySearch();
  const page = api.credits.entries.useQuery(pageOf(search), { placeholderData: keepPreviousData });
  const totals = api.credits.entryTotals.useQuery({ filter: filterOf(search) }, { placeholderData: keepPreviousData });
  const older = page.data?.older ?? null;
  const newer = page.data?.newer ?? null;
  return (
    <>
      <EntryFilters seesAll={props.seesAll} search={search} onNarrow={narrow} />
      <Card aria-busy={page.isFetching}>
        {page.isError ? (
          <ErrorPanel error={page.error} title={t("entries.failedTitle")} onRetry={() => void page.refetch()} />
        ) : page.data === undefined ? (
          <SkeletonRows rows={8} widths={[5, 10, 32, 12, 14, 8, 8]} />
        ) : page.data.entries.length === 0 ? (
          <NoEntries seesAll={props.seesAll} search={search} chatHref={props.chatHref} onClear={clear} />
        ) : (
          <div className={cn("transition-opacity", page.isPlaceholderData && "opacity-60")}>
            <EntryTable entries={page.data.entries} seesAll={props.seesAll} />
            <EntryItems entries={page.data.entries} seesAll={props.seesAll} />
            <PaginationFooter
              range={
                totals.data === undefined
                  ? null
                  : t("entries.total", {
                      count: totals.data.count,
                      credits: formatCredits(totals.data.amountUcr, locale, { sign: "always" }),
                    })
              }
              pageSize={{ value: pageOf(search).limit, options: pageSizes, onChange: (size) => narrow({ size }) }}
              onPrevious={newer === null ? undefined : () => goTo({ after: newer })}
              onNext={older === null ? undefined : () => goTo({ before: older })}
              pending={page.isPlaceholderData}
            />
          </div>
        )}
      </Card>
    </>
  );
}
