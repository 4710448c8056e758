"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button, buttonVariants } from "~/components/ui/button";
import type { StepActs } from "../hooks/use-step";
import { pathOf, type Step, stepBefore } from "../onboarding-steps";

/** Back on the left; on the right to pass the step over, and `children`, the one way on. */
export function StepFoot(props: { step: Step; acts: StepActs; canSkip?: boolean; children?: ReactNode }) {
  const t = useTranslations("onboarding");
  const before = stepBefore(props.step);
  return (
    <div className="mt-8 flex flex-col gap-2 sm:flex-row sm:items-center sm:justify-between">
      <div className="flex min-w-0 flex-1 justify-between gap-2">
        {before === null ? (
          <span />
        ) : (
          <Link
            href={pathOf(before)}
            prefetch={false}
            className={buttonVariants({ variant: "ghost", size: "lg", className: "-ml-4" })}
          >
            <ArrowLeft aria-hidden />
            {t("back")}
          </Link>
        )}
        {props.canSkip === false ? null : (
          <Button
            variant="ghost"
            size="lg"
            className="max-sm:-mr-4"
            pending={props.acts.isSkipping}
            onClick={props.acts.skip}
          >
            {t("skip")}
          </Button>
        )}
      </div>
      {props.children}
    </div>
  );
}
