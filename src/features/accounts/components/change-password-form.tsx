"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { type KnownError, noConnection } from "~/lib/client-error";
import { api } from "~/trpc/react";
import { FormFailure } from "./form-failure";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

/** Needs the current password; a change ends every other session. */
export function ChangePasswordForm() {
  const t = useTranslations("account");
  const auth = useTranslations("auth");
  const utils = api.useUtils();
  const [failure, setFailure] = useState<KnownError | null>(null);
  const { form, invalid, pending, refuse, reset } = useSchemaForm({
    schema: async () => (await import("../accounts.schema")).ChangePasswordInput,
    onUnreachable: () => setFailure(noConnection),
    async onValid(input) {
      setFailure(null);
      const answer = await postAccount("/api/auth/password", input);
      if (answer.ok) {
        reset();
        toast.done(t("passwordChanged"));
        await utils.account.sessions.invalidate();
      } else if (answer.error.code === "invalid_credentials") {
        refuse("currentPassword", "wrong");
      } else {
        setFailure(answer.error);
      }
    },
  });
  const current = invalid.currentPassword;

  return (
    <form {...form} className="flex max-w-100 flex-col gap-4">
      <FormFailure error={failure} />
      <Field
        label={t("currentPassword")}
        error={current ? (current === "wrong" ? t("currentWrong") : auth("error.passwordMissing")) : null}
      >
        {(control) => <PasswordInput {...control} name="currentPassword" autoComplete="current-password" />}
      </Field>
      <Field
        label={t("newPassword")}
        hint={auth("passwordRule")}
        error={invalid.newPassword ? auth("error.passwordShort") : null}
      >
        {(control) => <PasswordInput {...control} name="newPassword" autoComplete="new-password" />}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" pending={pending}>
          {t("changePassword")}
        </Button>
        <span className="text-muted-foreground text-xs">{t("changePasswordNote")}</span>
      </div>
    </form>
  );
}
