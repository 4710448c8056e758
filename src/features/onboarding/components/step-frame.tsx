"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "~/lib/cn";
import { placeOf, type Step, steps } from "../onboarding-steps";
import { SeenBeacon } from "./seen-beacon";
import { StepProgress } from "./step-progress";

/** The column that the steps share, as wide as a conversation. */
export const stepColumn = "mx-auto w-full max-w-[720px] px-4 md:px-6";

/** One step: how far one is, what it is about, the step itself. `isBare` leaves the column to the step. */
export function StepFrame(props: { step: Step; title: string; lead: string; isBare?: boolean; children: ReactNode }) {
  const t = useTranslations("onboarding");
  const { step, title } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What had the focus is gone: the button of the step before, or the field of a message that is answered now.
    if (title && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <>
      <div className={stepColumn}>
        <StepProgress current={step} />
        <p className="mt-7 text-muted-foreground text-sm md:mt-10">
          {t("place", { place: placeOf(step), count: steps.length })}
        </p>
        <h1
          ref={heading}
          tabIndex={-1}
          className="mt-1 break-words font-semibold text-2xl tracking-[-0.03em] outline-none"
        >
          {title}
        </h1>
        <p className="mt-1.5 text-pretty break-words text-lg text-muted-foreground">{props.lead}</p>
      </div>
      <div className={cn("mt-6", !props.isBare && stepColumn)}>{props.children}</div>
      <SeenBeacon step={step} />
    </>
  );
}
