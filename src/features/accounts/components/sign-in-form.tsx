"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { EmailInput } from "./email-input";
import { FormFailure } from "./form-failure";
import { PasswordInput } from "./password-input";
import { useEntryForm } from "./use-entry-form";

/** @param next where the person wanted to go, unchecked: it is checked before use. */
export function SignInForm({ next }: { next: string | null }) {
  const t = useTranslations("auth");
  const { form, invalid, failure, pending } = useEntryForm(
    "/api/auth/sign-in",
    async () => (await import("../accounts.schema")).SignInInput,
    next,
  );

  return (
    <form {...form} className="flex flex-col gap-4">
      <FormFailure error={failure} />
      <Field label={t("email")} error={invalid.email ? t("error.email") : null}>
        {(control) => <EmailInput {...control} />}
      </Field>
      <Field label={t("password")} error={invalid.password ? t("error.passwordMissing") : null}>
        {(control) => <PasswordInput {...control} name="password" size="lg" autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" size="xl" pending={pending} className="mt-1 w-full">
        {t("signIn")}
      </Button>
    </form>
  );
}
