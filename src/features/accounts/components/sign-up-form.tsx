"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { type KnownError, noConnection } from "~/lib/client-error";
import { cn } from "~/lib/cn";
import { enterApp } from "./enter-app";
import { FormFailure } from "./form-failure";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

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
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [leaving, setLeaving] = useState(false);
  const full = props.wide ? "sm:col-span-2" : "";
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../accounts.schema")).SignUpInput,
    onUnreachable: () => setFailure(noConnection),
    async onValid(input) {
      setFailure(null);
      const answer = await postAccount("/api/auth/sign-up", input);
      if (!answer.ok) return setFailure(answer.error);
      setLeaving(true);
      enterApp(props.next, answer.body);
    },
  });

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
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            size="lg"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
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
      <Button
        type="submit"
        variant="primary"
        size="xl"
        pending={pending || leaving}
        className={cn("mt-0.5 w-full", full)}
      >
        {t("createAccount")}
      </Button>
      {props.footnote ? <p className={cn("text-muted-foreground text-xs", full)}>{props.footnote}</p> : null}
    </form>
  );
}
