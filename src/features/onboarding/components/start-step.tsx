"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { UsdAmount } from "~/components/brand/usd-amount";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { noConnection } from "~/lib/client-error";
import { api } from "~/trpc/react";
import { useStep } from "../hooks/use-step";
import { StepFoot } from "./step-foot";
import { StepFrame } from "./step-frame";

type Props = {
  home: string;
  /** `isGuessed`: nobody has said it, it was taken from the address. */
  name: { value: string; isGuessed: boolean };
  facts: { org: string; availableUcr: bigint | null; creditPricePusd: bigint | null; canBuy: boolean };
};

/** What this is, with the figures of this installation; and the name, where nobody has said it yet. */
export function StartStep({ home, name, facts }: Props) {
  const t = useTranslations("onboarding.start");
  const common = useTranslations("onboarding");
  const errorText = useErrorText();
  const acts = useStep("start", home);
  const rename = api.account.updateProfile.useMutation();
  const { form, invalid, pending } = useSchemaForm({
    schema: async () =>
      (await import("~/features/accounts/accounts.schema")).UpdateProfileInput.partial({ name: true }),
    onUnreachable: () => toast.failed(errorText(noConnection)),
    async onValid({ name: wanted }) {
      try {
        if (wanted !== undefined && wanted !== name.value) await rename.mutateAsync({ name: wanted });
        acts.complete({ step: "start" });
      } catch (error) {
        toast.failed(errorText(error));
      }
    },
  });
  const first = name.value.split(" ")[0] ?? "";
  return (
    <StepFrame
      step="start"
      title={first === "" || name.isGuessed ? t("titlePlain") : t("title", { name: first })}
      lead={t("lead")}
    >
      <form {...form}>
        <HowItWorks />
        <Facts facts={facts} />
        {name.isGuessed ? (
          <Field
            label={t("name")}
            hint={t("nameHint")}
            error={invalid.name ? t("nameError") : null}
            className="mt-6 max-w-100"
          >
            {(control) => (
              <Input {...control} name="name" size="lg" autoComplete="name" maxLength={100} defaultValue={name.value} />
            )}
          </Field>
        ) : null}
        <StepFoot step="start" acts={acts}>
          <Button type="submit" variant="primary" size="lg" pending={pending || acts.isCompleting}>
            {common("goOn")}
          </Button>
        </StepFoot>
      </form>
    </StepFrame>
  );
}

function HowItWorks() {
  const t = useTranslations("onboarding.start");
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="sr-only">
        {t("how")}
      </h2>
      <ul className="flex flex-col gap-2.5 text-pretty text-lg">
        {(["asked", "shown", "shared"] as const).map((fact) => (
          <li key={fact}>{t(fact)}</li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ facts }: Pick<Props, "facts">) {
  const t = useTranslations("onboarding.start");
  const { availableUcr, creditPricePusd } = facts;
  if (availableUcr === null && creditPricePusd === null) return null;
  return (
    <dl className="mt-6 grid rounded-lg border bg-card max-sm:divide-y sm:grid-cols-2 sm:divide-x">
      {availableUcr === null ? null : (
        <div className="min-w-0 p-4 md:p-5">
          <dt className="break-words text-muted-foreground text-sm">{t("atHand", { org: facts.org })}</dt>
          <dd className="mt-1">
            <CreditAmount
              ucr={availableUcr}
              coin="lg"
              figureClassName="font-medium text-2xl tracking-[-0.03em]"
              focusable
            />
            {availableUcr > 0n ? null : (
              <p className="mt-1 text-muted-foreground text-xs">{t("none", { canBuy: facts.canBuy ? "yes" : "no" })}</p>
            )}
          </dd>
        </div>
      )}
      {creditPricePusd === null ? null : (
        <div className="min-w-0 p-4 md:p-5">
          <dt className="text-muted-foreground text-sm">{t("price")}</dt>
          <dd className="mt-1">
            <UsdAmount pusd={creditPricePusd} price className="font-medium text-2xl tracking-[-0.03em]" />
          </dd>
        </div>
      )}
    </dl>
  );
}
