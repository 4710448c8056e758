"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { type RunState, runStates } from "~/adapters/jobs/jobs.port";
import { FiltersRow } from "~/components/layout/page";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { cn } from "~/lib/cn";
import { api } from "~/trpc/react";
import { useFunctionName } from "../hooks/use-function-name";
import { jobsSearchParams, runsInput } from "../jobs-search-params";
import { ConsoleQuery } from "./console-query";
import type { Jobs } from "./jobs-page";
import { RunItems } from "./run-items";
import { RunTable } from "./run-table";

const lookEveryMs = 2_000;
const all = "all";

/** Runs, newest first, by function and state. Moves on by itself while the page is open. */
export function RunsPart({ functions }: { functions: NonNullable<Jobs["functions"]> }) {
  const t = useTranslations("jobs");
  const [search, setSearch] = useQueryStates(jobsSearchParams, { shallow: true });
  const list = api.jobs.runs.useQuery(runsInput(search), {
    placeholderData: keepPreviousData,
    refetchInterval: lookEveryMs,
  });
  const narrow = (change: { fn?: string | null; state?: RunState | null }) => void setSearch({ ...change, at: null });
  const isNarrowed = search.fn !== null || search.state !== null;
  const functionName = useFunctionName();
  const nameOf = ({ id, name }: { id: string; name: string }) => functionName({ functionId: id, functionName: name });
  const chosen = functions.find(({ id }) => id === search.fn);
  return (
    <>
      <FiltersRow label={t("filters")}>
        <Select value={search.fn ?? all} onValueChange={(value) => narrow({ fn: value === all ? null : value })}>
          <SelectTrigger className="w-72 max-md:w-full" aria-label={t("function")}>
            <SelectValue>{chosen === undefined ? (search.fn ?? t("allFunctions")) : nameOf(chosen)}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={all}>{t("allFunctions")}</SelectItem>
            {functions.map((each) => (
              <SelectItem key={each.id} value={each.id}>
                {nameOf(each)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <Select
          value={search.state ?? all}
          onValueChange={(value) => narrow({ state: runStates.find((state) => state === value) ?? null })}
        >
          <SelectTrigger className="w-56 max-md:w-full" aria-label={t("stateLabel")}>
            <SelectValue>{search.state === null ? t("allStates") : t(`stateFilters.${search.state}`)}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={all}>{t("allStates")}</SelectItem>
            {runStates.map((state) => (
              <SelectItem key={state} value={state}>
                {t(`stateFilters.${state}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </FiltersRow>
      <Card aria-busy={list.isPlaceholderData}>
        <ConsoleQuery query={list} columns={[30, 10, 12, 8, 6, 24]}>
          {({ runs, nextCursor }) =>
            runs.length === 0 ? (
              <EmptyState
                title={t(isNarrowed ? "noneFit" : "noRuns")}
                action={
                  isNarrowed ? <Button onClick={() => narrow({ fn: null, state: null })}>{t("clear")}</Button> : null
                }
              >
                {t(isNarrowed ? "noneFitHint" : "noRunsHint")}
              </EmptyState>
            ) : (
              <div className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}>
                <RunTable runs={runs} />
                <RunItems runs={runs} />
                <PaginationFooter
                  range={t("count", { count: runs.length })}
                  onPrevious={
                    search.at.length === 0
                      ? undefined
                      : () => void setSearch({ at: search.at.slice(0, -1) }, { history: "push" })
                  }
                  onNext={
                    nextCursor === null
                      ? undefined
                      : () => void setSearch({ at: [...search.at, nextCursor] }, { history: "push" })
                  }
                  pending={list.isPlaceholderData}
                />
              </div>
            )
          }
        </ConsoleQuery>
      </Card>
    </>
  );
}
