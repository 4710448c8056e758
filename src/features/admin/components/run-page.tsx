"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { Page, PageHeader } from "~/components/layout/page";
import { Card, SectionTitle } from "~/components/ui/card";
import { cn } from "~/lib/cn";
import { api, type RouterOutputs } from "~/trpc/react";
import { durationText } from "../duration-text";
import { useFunctionName } from "../hooks/use-function-name";
import { ConsoleQuery } from "./console-query";
import { JobData } from "./job-data";
import { RunActs } from "./run-acts";
import { RunBadge } from "./run-badge";
import { RunFailure } from "./run-failure";
import { RunSteps } from "./run-steps";

export type Run = RouterOutputs["jobs"]["run"];

const lookEveryMs = 1_000;

/** One run: how it went, step by step, and the ways to end it or to have it again. Moves on by itself until it has ended. */
export function RunPage({ runId }: { runId: string }) {
  const t = useTranslations("jobs");
  const found = api.jobs.run.useQuery(
    { runId },
    { refetchInterval: ({ state }) => (state.data?.endedAt === null ? lookEveryMs : false) },
  );
  return (
    <Page>
      <Link
        href="/admin/jobs"
        className="-mb-2 inline-flex w-fit items-center gap-1.5 text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        {t("title")}
      </Link>
      <ConsoleQuery query={found} height={420}>
        {(run) => <Shown run={run} />}
      </ConsoleQuery>
    </Page>
  );
}

function Shown({ run }: { run: Run }) {
  const t = useTranslations("jobs.run");
  const functionName = useFunctionName();
  return (
    <>
      <PageHeader
        title={functionName(run)}
        badges={<RunBadge state={run.state} />}
        description={run.functionId}
        actions={<RunActs run={run} />}
      />
      <span className="md:hidden">
        <RunBadge state={run.state} />
      </span>
      {run.error === null ? null : <RunFailure error={run.error} />}
      <Facts run={run} />
      <SectionTitle>{t("steps")}</SectionTitle>
      <RunSteps run={run} />
      <SectionTitle>{t("input")}</SectionTitle>
      <Card>
        {run.events.map((event) => (
          <JobData key={event.id} title={event.name} aside={event.id} value={event.data} cutFrom={event.cutFrom} />
        ))}
        {run.endedAt === null || run.error !== null ? null : (
          <JobData title={t("output")} value={run.output} cutFrom={run.cutFrom} />
        )}
      </Card>
    </>
  );
}

function Facts({ run }: { run: Run }) {
  const t = useTranslations("jobs.run");
  const locale = useLocale();
  const moment = (date: Date | null) =>
    date === null ? "—" : <DateTime date={date} style="full" timeZone="UTC" className="whitespace-normal" />;
  const facts = [
    { label: t("queued"), value: moment(run.queuedAt) },
    { label: t("started"), value: moment(run.startedAt) },
    { label: t("ended"), value: moment(run.endedAt) },
    { label: t("duration"), value: run.durationMs === null ? "—" : durationText(run.durationMs, locale) },
    { label: t("attempts"), value: new Intl.NumberFormat(locale).format(run.attempts) },
    ...(run.replayOf === null
      ? []
      : [
          {
            label: t("replayOf"),
            value: (
              <Link href={`/admin/jobs/${run.replayOf}`} className="font-mono text-primary hover:underline">
                {run.replayOf.slice(0, 8)}
              </Link>
            ),
          },
        ]),
    { label: t("id"), value: <span className="break-all font-mono text-xs">{run.id}</span>, isWide: true },
  ];
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-3 p-4 md:p-5 lg:grid-cols-4">
        {facts.map(({ label, value, ...fact }) => (
          <div key={label} className={cn("min-w-0", "isWide" in fact && "col-span-2")}>
            <dt className="text-muted-foreground text-xs">{label}</dt>
            <dd className="text-sm">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
