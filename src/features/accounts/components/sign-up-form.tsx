"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { cn } from "~/lib/cn";
import { EmailInput } from "./email-input";
import { FormFailure } from "./form-failure";
import { PasswordInput } from "./password-input";
import { useEntryForm } from "./use-entry-form";

/**
 * Founds an account: e-mail, password, and an organisation's name that may stay empty. `wide` sets
 * e-mail and password side by side, as on the landing page; `withName` asks for the person's name too.
 * `signInLink` is offered where the address has an account already.
 */
export function SignUpForm(props: {
  next: string | null;
  wide?: boolean;
  withName?: boolean;
  footnote?: ReactNode;
  signInLink: ReactNode;
}) {
  const t = useTranslations("auth");
  const common = useTranslations("common");
  const full = props.wide ? "sm:col-span-2" : "";
  const { form, invalid, failure, pending } = useEntryForm(
    "/api/auth/sign-up",
    async () => (await import("../accounts.schema")).SignUpInput,
    props.next,
  );

  return (
    <form {...form} className={cn("grid gap-3.5", props.wide && "sm:grid-cols-2 sm:items-start")}>
      {failure ? (
        <div className={full}>
          <FormFailure error={failure} action={failure.code === "email_taken" ? props.signInLink : null} />
        </div>
      ) : null}
      {props.withName ? (
        <Field
          label={t("name")}
          note={common("optional")}
          error={invalid.name ? t("error.name") : null}
          className={full}
        >
          {(control) => <Input {...control} name="name" size="lg" autoComplete="name" maxLength={100} />}
        </Field>
      ) : null}
      <Field label={t("workEmail")} error={invalid.email ? t("error.email") : null}>
        {(control) => <EmailInput {...control} />}
      </Field>
      <Field label={t("password")} error={invalid.password ? t("error.passwordShort") : null}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            size="lg"
            autoComplete="new-password"
            placeholder={t("passwordRule")}
          />
        )}
      </Field>
      <Field
        label={t("organisation")}
        note={common("optional")}
        error={invalid.organizationName ? t("error.organisation") : null}
        hint={props.wide ? null : t("organisationHint")}
        className={full}
      >
        {(control) => (
          <Input
            {...control}
            name="organizationName"
            size="lg"
            autoComplete="organization"
            maxLength={80}
            placeholder={t("organisationPlaceholder")}
          />
        )}
      </Field>
      {props.next ? <input type="hidden" name="next" value={props.next} /> : null}
      <Button type="submit" variant="primary" size="xl" pending={pending} className={cn("mt-0.5 w-full", full)}>
        {t("createAccount")}
      </Button>
      {props.footnote ? <p className={cn("text-muted-foreground text-xs", full)}>{props.footnote}</p> : null}
    </form>
  );
}
