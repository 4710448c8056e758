"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { FieldError } from "~/components/ui/field";
import { RadioCard, RadioGroup } from "~/components/ui/radio-group";
import { useStanding } from "../hooks/use-standing";
import { useStep } from "../hooks/use-step";
import { purposeOf, purposes } from "../purposes";
import { StepFoot } from "./step-foot";
import { StepFrame } from "./step-frame";

/** What to begin with. It may be answered differently later, and closes nothing. */
export function PurposeStep({ home }: { home: string }) {
  const t = useTranslations("onboarding.purpose");
  const common = useTranslations("onboarding");
  const acts = useStep("purpose", home);
  const { purpose } = useStanding();
  const [picked, setPicked] = useState(purpose);
  const [isMissing, setMissing] = useState(false);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(picked === null);
    if (picked !== null) acts.complete({ step: "purpose", purpose: picked });
  }
  return (
    <StepFrame step="purpose" title={t("title")} lead={t("lead")}>
      <form onSubmit={submit}>
        <RadioGroup
          aria-label={t("label")}
          aria-describedby={isMissing ? "purpose-missing" : undefined}
          value={picked ?? ""}
          onValueChange={(value) => {
            setPicked(purposeOf(value));
            setMissing(false);
          }}
        >
          {purposes.map((each) => (
            <RadioCard
              key={each}
              value={each}
              title={t(`choices.${each}`)}
              description={t(`texts.${each}`)}
              className="bg-card py-2.5"
            />
          ))}
        </RadioGroup>
        {isMissing ? (
          <div className="mt-2">
            <FieldError id="purpose-missing">{t("missing")}</FieldError>
          </div>
        ) : null}
        <StepFoot step="purpose" acts={acts}>
          <Button type="submit" variant="primary" size="lg" pending={acts.isCompleting}>
            {common("goOn")}
          </Button>
        </StepFoot>
      </form>
    </StepFrame>
  );
}
