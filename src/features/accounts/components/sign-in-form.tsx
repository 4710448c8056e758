"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { type KnownError, noConnection } from "~/lib/client-error";
import { enterApp } from "./enter-app";
import { FormFailure } from "./form-failure";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

/** @param next where the person wanted to go, unchecked: it is checked before use. */
export function SignInForm({ next }: { next: string | null }) {
  const t = useTranslations("auth");
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [leaving, setLeaving] = useState(false);
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../accounts.schema")).SignInInput,
    onUnreachable: () => setFailure(noConnection),
    async onValid(input) {
      setFailure(null);
      const answer = await postAccount("/api/auth/sign-in", input);
      if (!answer.ok) return setFailure(answer.error);
      setLeaving(true);
      enterApp(next, answer.body);
    },
  });

  return (
    <form {...form} className="flex flex-col gap-4">
      <FormFailure error={failure} />
      <Field label={t("email")} error={invalid.email ? t("error.email") : null}>
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
      <Field label={t("password")} error={invalid.password ? t("error.passwordMissing") : null}>
        {(control) => <PasswordInput {...control} name="password" size="lg" autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" size="xl" pending={pending || leaving} className="mt-1 w-full">
        {t("signIn")}
      </Button>
    </form>
  );
}
