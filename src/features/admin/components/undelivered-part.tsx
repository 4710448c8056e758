"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { FiltersRow } from "~/components/layout/page";
import { Card } from "~/components/ui/card";
import { Segmented } from "~/components/ui/segmented";
import { api } from "~/trpc/react";
import { type EventList, eventLists, jobsSearchParams, setAsideInput, undeliveredInput } from "../jobs-search-params";
import { ConsoleQuery } from "./console-query";
import { EventsPage } from "./events-page";
import { SetAsideList } from "./set-aside-list";
import { UndeliveredList } from "./undelivered-list";

const lookEveryMs = 2_000;
const columns = [30, 14, 8, 40];

/** Events that no function has yet: those that wait, those that the engine refuses, and those that it cannot handle. */
export function UndeliveredPart({ counts }: { counts: Record<EventList, number> }) {
  const t = useTranslations("jobs.undelivered");
  const [{ which }, setSearch] = useQueryStates(jobsSearchParams, { shallow: true });
  return (
    <>
      <FiltersRow label={t("which")}>
        <Segmented
          name="undelivered"
          label={t("which")}
          value={which}
          onValueChange={(next) => void setSearch({ which: next, at: null })}
          items={eventLists.map((value) => ({ value, label: t(value, { count: counts[value] }) }))}
        />
      </FiltersRow>
      {which === "aside" ? <SetAside /> : <Undelivered isDead={which === "dead"} />}
    </>
  );
}

function Undelivered({ isDead }: { isDead: boolean }) {
  const t = useTranslations("jobs.undelivered");
  const [search] = useQueryStates(jobsSearchParams, { shallow: true });
  const list = api.jobs.undelivered.useQuery(undeliveredInput(search), {
    placeholderData: keepPreviousData,
    refetchInterval: lookEveryMs,
  });
  return (
    <Card aria-busy={list.isPlaceholderData}>
      <ConsoleQuery query={list} columns={columns}>
        {(page) => (
          <EventsPage
            page={page}
            isStale={list.isPlaceholderData}
            emptyTitle={t(isDead ? "noneDead" : "noneWaiting")}
            emptyText={t(isDead ? "noneDeadHint" : "noneWaitingHint")}
          >
            <UndeliveredList events={page.events} />
          </EventsPage>
        )}
      </ConsoleQuery>
    </Card>
  );
}

function SetAside() {
  const t = useTranslations("jobs.undelivered");
  const [search] = useQueryStates(jobsSearchParams, { shallow: true });
  const list = api.jobs.setAside.useQuery(setAsideInput(search), {
    placeholderData: keepPreviousData,
    refetchInterval: lookEveryMs,
  });
  return (
    <Card aria-busy={list.isPlaceholderData}>
      <ConsoleQuery query={list} columns={columns}>
        {(page) => (
          <EventsPage
            page={page}
            isStale={list.isPlaceholderData}
            emptyTitle={t("noneAside")}
            emptyText={t("noneAsideHint")}
          >
            <SetAsideList events={page.events} />
          </EventsPage>
        )}
      </ConsoleQuery>
    </Card>
  );
}
