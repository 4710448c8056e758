"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Note } from "~/components/ui/note";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { type KnownError, noConnection } from "~/lib/client-error";
import { EmailInput } from "./email-input";
import { FormFailure } from "./form-failure";
import { postAccount } from "./post-account";

/** Asks for a link. The answer is the same whether the address has an account or not. */
export function ForgotPasswordForm() {
  const t = useTranslations("auth");
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../accounts.schema")).ForgotPasswordInput,
    onUnreachable: () => setFailure(noConnection),
    async onValid(input) {
      setFailure(null);
      const answer = await postAccount("/api/auth/forgot-password", input);
      if (answer.ok) setSentTo(input.email);
      else setFailure(answer.error);
    },
  });

  if (sentTo !== null) {
    return (
      <div className="flex flex-col items-start gap-4">
        <Note tone="success" live="status" title={t("linkSentTitle")} className="w-full break-words">
          {t("linkSent", { email: sentTo })}
        </Note>
        <Button onClick={() => setSentTo(null)}>{t("otherAddress")}</Button>
      </div>
    );
  }
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormFailure error={failure} />
      <Field label={t("email")} error={invalid.email ? t("error.email") : null}>
        {(control) => <EmailInput {...control} />}
      </Field>
      <Button type="submit" variant="primary" size="xl" pending={pending} className="mt-1 w-full">
        {t("sendLink")}
      </Button>
    </form>
  );
}
