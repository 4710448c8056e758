"use client";

import { useLocale, useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { durationText } from "../duration-text";
import { JobData } from "./job-data";
import { RunBadge } from "./run-badge";
import { RunFailure } from "./run-failure";
import type { Run } from "./run-page";

type Step = Run["steps"][number];

/** The steps in the order in which they began, each with what came of it. */
export function RunSteps({ steps, hasEnded }: { steps: readonly Step[]; hasEnded: boolean }) {
  const t = useTranslations("jobs.run");
  if (steps.length === 0) {
    return (
      <Card>
        <EmptyState title={t("noSteps")}>{t(hasEnded ? "noStepsEnded" : "noStepsYet")}</EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <ol>
        {steps.map((step) => (
          <li key={step.id} className="border-b last:border-b-0">
            <StepRecord step={step} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepRecord({ step }: { step: Step }) {
  const t = useTranslations("jobs.run");
  const locale = useLocale();
  const took = step.endedAt === null ? null : step.endedAt.getTime() - step.startedAt.getTime();
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
        <span className="min-w-0 truncate font-medium">{step.name}</span>
        <RunBadge state={step.state} />
        <span className="flex-1" />
        <span className="text-muted-foreground text-xs">
          <DateTime date={step.startedAt} style="dayTimeSeconds" timeZone="UTC" />
          {took === null ? null : ` · ${durationText(took, locale)}`}
          {" · "}
          {t("stepAttempts", { count: step.attempts })}
          {" · "}
          {step.kind}
        </span>
      </div>
      {step.error === null ? null : (
        <div className="px-4 pb-3">
          <RunFailure error={step.error} />
        </div>
      )}
      {step.state === "completed" && step.output !== null ? <JobData title={t("output")} value={step.output} /> : null}
    </>
  );
}
