"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "~/lib/cn";
import { useStanding } from "../hooks/use-standing";
import { pathOf, type Step, type StepState, steps } from "../onboarding-steps";

/** The five steps with what became of each; every one of them can be gone to. */
export function StepProgress({ current }: { current: Step }) {
  const t = useTranslations("onboarding");
  const { steps: states } = useStanding();
  return (
    <nav aria-label={t("title")}>
      <ol className="grid grid-cols-5 gap-1.5 md:gap-2">
        {steps.map((step) => {
          const isCurrent = step === current;
          return (
            <li key={step} className="min-w-0">
              <Link
                href={pathOf(step)}
                prefetch={false}
                aria-current={isCurrent ? "step" : undefined}
                className={cn(
                  "block rounded-sm pt-2 pb-1 text-xs",
                  isCurrent ? "font-medium text-foreground" : "text-muted-foreground hover:text-foreground",
                )}
              >
                <span aria-hidden className={cn("block h-[3px]", barOf(states[step], isCurrent))} />
                <span className="mt-1.5 block truncate max-sm:sr-only">{t(`names.${step}`)}</span>
                <span className="sr-only">{t(`states.${states[step]}`)}</span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function barOf(state: StepState, isCurrent: boolean): string {
  if (state === "done") return "bg-credit";
  if (isCurrent) return "bg-foreground";
  return state === "skipped"
    ? "bg-border [background:repeating-linear-gradient(90deg,var(--border)_0_4px,transparent_4px_8px)]"
    : "bg-border";
}
