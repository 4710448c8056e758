"use client";

import { useLocale, useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { durationText } from "../duration-text";
import { useFunctionName } from "../hooks/use-function-name";
import { JobData } from "./job-data";
import { RunBadge } from "./run-badge";
import { RunFailure } from "./run-failure";
import type { Run } from "./run-page";

type Step = Run["steps"][number];

const kinds = ["run", "sleep", "wait", "invoke", "send"] as const;

/** The steps in the order in which they began, each with what came of it. */
export function RunSteps({ run }: { run: Run }) {
  const t = useTranslations("jobs.run");
  const functionName = useFunctionName();
  const { steps } = run;
  // A function of ours is one step under its own name.
  const nameOf = ({ name }: Step) => (steps.length === 1 ? functionName(run) : name);
  if (steps.length === 0) {
    return (
      <Card>
        <EmptyState title={t("noSteps")}>{t(run.endedAt === null ? "noStepsYet" : "noStepsEnded")}</EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <ol>
        {steps.map((step) => (
          <li key={step.id} className="border-b last:border-b-0">
            <StepRecord step={step} name={nameOf(step)} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepRecord({ step, name }: { step: Step; name: string }) {
  const t = useTranslations("jobs.run");
  const jobs = useTranslations("jobs");
  const locale = useLocale();
  const kind = kinds.find((known) => known === step.kind);
  // A step that was answered with its run's first request began and ended at the same moment, for whoever counts.
  const took = step.endedAt === null ? 0 : step.endedAt.getTime() - step.startedAt.getTime();
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
        <span className="min-w-0 truncate font-medium">{name}</span>
        <RunBadge state={step.state} />
        <span className="flex-1" />
        <span className="text-muted-foreground text-xs">
          <DateTime date={step.startedAt} style="dayTimeSeconds" timeZone="UTC" />
          {took === 0 ? null : ` · ${durationText(took, locale)}`}
          {" · "}
          {t("stepAttempts", { count: step.attempts })}
          {" · "}
          {kind === undefined ? step.kind : jobs(`kinds.${kind}`)}
        </span>
      </div>
      {step.error === null ? null : (
        <div className="px-4 pb-3">
          <RunFailure error={step.error} />
        </div>
      )}
      {step.state === "completed" && step.output !== null ? (
        <JobData title={t("output")} value={step.output} cutFrom={step.cutFrom} />
      ) : null}
    </>
  );
}
