"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { type KnownError, noConnection } from "~/lib/client-error";
import { enterApp } from "./enter-app";
import { FormFailure } from "./form-failure";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

/** @param askAgain offered where the link no longer works. */
export function ResetPasswordForm({ token, askAgain }: { token: string; askAgain: ReactNode }) {
  const t = useTranslations("auth");
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [leaving, setLeaving] = useState(false);
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../accounts.schema")).NewPasswordInput,
    onUnreachable: () => setFailure(noConnection),
    async onValid(input) {
      setFailure(null);
      const answer = await postAccount("/api/auth/reset-password", { ...input, token });
      if (!answer.ok) return setFailure(answer.error);
      setLeaving(true);
      enterApp(null);
    },
  });

  return (
    <form {...form} className="flex flex-col gap-4">
      <FormFailure error={failure} action={failure?.code === "mail_link_unusable" ? askAgain : null} />
      <Field label={t("newPassword")} error={invalid.newPassword ? t("error.passwordShort") : null}>
        {(control) => (
          <PasswordInput
            {...control}
            name="newPassword"
            size="lg"
            autoComplete="new-password"
            placeholder={t("passwordRule")}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" pending={pending || leaving} className="mt-1 w-full">
        {t("savePassword")}
      </Button>
    </form>
  );
}
