"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { FiltersRow } from "~/components/layout/page";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { Segmented } from "~/components/ui/segmented";
import { cn } from "~/lib/cn";
import { api } from "~/trpc/react";
import { jobsSearchParams, undeliveredInput } from "../jobs-search-params";
import { ConsoleQuery } from "./console-query";
import { UndeliveredList } from "./undelivered-list";

const lookEveryMs = 2_000;

/** Events that the engine does not have yet: those that wait, and those that it refused too often. */
export function UndeliveredPart({ waiting, dead }: { waiting: number; dead: number }) {
  const t = useTranslations("jobs.undelivered");
  const [search, setSearch] = useQueryStates(jobsSearchParams, { shallow: true });
  const list = api.jobs.undelivered.useQuery(undeliveredInput(search), {
    placeholderData: keepPreviousData,
    refetchInterval: lookEveryMs,
  });
  const shown = search.dead === "yes" ? "dead" : "waiting";
  return (
    <>
      <FiltersRow label={t("which")}>
        <Segmented
          name="undelivered"
          label={t("which")}
          value={shown}
          onValueChange={(next) => void setSearch({ dead: next === "dead" ? "yes" : null, at: null })}
          items={[
            { value: "waiting", label: t("waiting", { count: waiting }) },
            { value: "dead", label: t("dead", { count: dead }) },
          ]}
        />
      </FiltersRow>
      <Card aria-busy={list.isPlaceholderData}>
        <ConsoleQuery query={list} columns={[30, 14, 8, 40]}>
          {({ events, nextCursor }) =>
            events.length === 0 ? (
              <EmptyState title={t(shown === "dead" ? "noneDead" : "noneWaiting")}>
                {t(shown === "dead" ? "noneDeadHint" : "noneWaitingHint")}
              </EmptyState>
            ) : (
              <div className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}>
                <UndeliveredList events={events} />
                <PaginationFooter
                  range={t("count", { count: events.length })}
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
