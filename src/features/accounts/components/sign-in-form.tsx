"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import type { KnownError } from "~/lib/client-error";
import { enterApp } from "./enter-app";
import { FormFailure } from "./form-failure";
import { lazyResolver } from "./lazy-resolver";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

type Values = { email: string; password: string };

const resolver = lazyResolver<Values>(async () => (await import("./sign-in-resolver")).resolver);

/** @param next where the person wanted to go, unchecked: it is checked before use. */
export function SignInForm({ next }: { next: string | null }) {
  const t = useTranslations("auth");
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [leaving, setLeaving] = useState(false);
  const form = useForm<Values>({ resolver, defaultValues: { email: "", password: "" } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const answer = await postAccount("/api/auth/sign-in", values);
    if (answer.ok) {
      setLeaving(true);
      enterApp(next, answer.body);
      return;
    }
    setFailure(answer.error);
    if (answer.error.code === "invalid_credentials") form.setFocus("password", { shouldSelect: true });
  });

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormFailure error={failure} />
      <Field label={t("email")} error={errors.email ? t("error.email") : null}>
        {(control) => (
          <Input
            {...control}
            {...form.register("email")}
            type="email"
            size="lg"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t("password")} error={errors.password ? t("error.passwordMissing") : null}>
        {(control) => (
          <PasswordInput {...control} {...form.register("password")} size="lg" autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" pending={isSubmitting || leaving} className="mt-1 w-full">
        {t("signIn")}
      </Button>
    </form>
  );
}
