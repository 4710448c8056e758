"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Page, PageHeader } from "~/components/layout/page";
import { Segmented } from "~/components/ui/segmented";
import { api, type RouterOutputs } from "~/trpc/react";
import { jobsSearchParams, jobViews } from "../jobs-search-params";
import { ConsoleQuery } from "./console-query";
import { JobsState } from "./jobs-state";
import { PingButtons } from "./ping-buttons";
import { RunsElsewhere } from "./runs-elsewhere";
import { RunsPart } from "./runs-part";
import { UndeliveredPart } from "./undelivered-part";

export type Jobs = RouterOutputs["jobs"]["state"];

const lookEveryMs = 3_000;

export function JobsPage() {
  return (
    <NuqsAdapter>
      <Jobs />
    </NuqsAdapter>
  );
}

/** What runs in the background: every run with its state, and the events that wait for delivery. All of it in the address. */
function Jobs() {
  const t = useTranslations("jobs");
  const [{ view }, setSearch] = useQueryStates(jobsSearchParams, { shallow: true });
  const state = api.jobs.state.useQuery(undefined, { refetchInterval: lookEveryMs });
  const counts = {
    waiting: state.data?.outbox.waiting ?? 0,
    dead: state.data?.outbox.dead ?? 0,
    aside: state.data?.backlog.setAside ?? 0,
  };
  const events = counts.waiting + counts.dead + counts.aside;
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} actions={<PingButtons />} />
      <ConsoleQuery query={state} height={132}>
        {(jobs) => <JobsState jobs={jobs} />}
      </ConsoleQuery>
      <Segmented
        name="jobs-view"
        label={t("views")}
        value={view}
        onValueChange={(next) => void setSearch({ view: next, at: null }, { history: "push" })}
        items={jobViews.map((value) => ({
          value,
          label: value === "events" && events > 0 ? t("eventsCount", { count: events }) : t(value),
        }))}
        className="w-fit"
      />
      {view === "events" ? (
        <UndeliveredPart counts={counts} />
      ) : state.data === undefined || state.data.functions !== null ? (
        <RunsPart functions={state.data?.functions ?? []} />
      ) : (
        <RunsElsewhere dashboardUrl={state.data.dashboardUrl} />
      )}
    </Page>
  );
}
