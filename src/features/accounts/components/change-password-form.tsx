"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { toast } from "~/components/ui/toast";
import type { KnownError } from "~/lib/client-error";
import { api } from "~/trpc/react";
import { FormFailure } from "./form-failure";
import { lazyResolver } from "./lazy-resolver";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

type Values = { currentPassword: string; newPassword: string };

const resolver = lazyResolver<Values>(async () => (await import("./change-password-resolver")).resolver);
const blank: Values = { currentPassword: "", newPassword: "" };

/** Needs the current password; a change ends every other session. */
export function ChangePasswordForm() {
  const t = useTranslations("account");
  const auth = useTranslations("auth");
  const [failure, setFailure] = useState<KnownError | null>(null);
  const form = useForm<Values>({ resolver, defaultValues: blank });
  const { errors, isSubmitting } = form.formState;
  const utils = api.useUtils();

  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const answer = await postAccount("/api/auth/password", values);
    if (answer.ok) {
      form.reset(blank);
      toast.done(t("passwordChanged"));
      await utils.account.sessions.invalidate();
      return;
    }
    if (answer.error.code === "invalid_credentials") {
      form.setError("currentPassword", { type: "server" }, { shouldFocus: true });
      return;
    }
    setFailure(answer.error);
  });

  return (
    <form noValidate onSubmit={submit} className="flex max-w-100 flex-col gap-4">
      <FormFailure error={failure} />
      <Field
        label={t("currentPassword")}
        error={
          errors.currentPassword
            ? currentError(errors.currentPassword.type, t("currentWrong"), auth("error.passwordMissing"))
            : null
        }
      >
        {(control) => (
          <PasswordInput {...control} {...form.register("currentPassword")} autoComplete="current-password" />
        )}
      </Field>
      <Field
        label={t("newPassword")}
        hint={auth("passwordRule")}
        error={errors.newPassword ? auth("error.passwordShort") : null}
      >
        {(control) => <PasswordInput {...control} {...form.register("newPassword")} autoComplete="new-password" />}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" pending={isSubmitting}>
          {t("changePassword")}
        </Button>
        <span className="text-muted-foreground text-xs">{t("changePasswordNote")}</span>
      </div>
    </form>
  );
}

function currentError(type: string | undefined, wrong: string, missing: string): string {
  return type === "server" ? wrong : missing;
}
