"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Note } from "~/components/ui/note";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { type KnownError, noConnection } from "~/lib/client-error";
import { FormFailure } from "./form-failure";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

/** The address, whether it is proved, and the way to another one: nothing changes before its link is used. */
export function ChangeEmailForm(props: { email: string; isVerified: boolean; canChange: boolean }) {
  const { email, isVerified, canChange } = props;
  const t = useTranslations("account");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  return (
    <div className="flex max-w-100 flex-col items-start gap-4">
      <p className="flex min-w-0 max-w-full flex-wrap items-center gap-2 text-sm">
        <span className="min-w-0 break-all font-medium">{email}</span>
        <Badge tone={isVerified ? "success" : "warning"}>{t(isVerified ? "confirmed" : "unconfirmed")}</Badge>
      </p>
      {askedFor === null ? null : (
        <Note tone="success" live="status" className="w-full break-words">
          {t("changeAsked", { email: askedFor })}
        </Note>
      )}
      {isOpen ? (
        <AddressForm
          email={email}
          onAsked={(wanted) => {
            setAskedFor(wanted);
            setOpen(false);
          }}
          cancel={<Button onClick={() => setOpen(false)}>{common("cancel")}</Button>}
        />
      ) : canChange ? (
        <Button onClick={() => setOpen(true)}>{t("changeEmail")}</Button>
      ) : null}
    </div>
  );
}

function AddressForm(props: { email: string; onAsked: (wanted: string) => void; cancel: ReactNode }) {
  const t = useTranslations("account");
  const auth = useTranslations("auth");
  const [failure, setFailure] = useState<KnownError | null>(null);
  const { form, invalid, pending, refuse } = useSchemaForm({
    schema: async () => (await import("../accounts.schema")).ChangeEmailInput,
    onUnreachable: () => setFailure(noConnection),
    async onValid(input) {
      setFailure(null);
      if (input.newEmail === props.email) {
        refuse("newEmail", "same");
        return;
      }
      const answer = await postAccount("/api/auth/email", input);
      if (answer.ok) props.onAsked(input.newEmail);
      else if (answer.error.code === "invalid_credentials") refuse("currentPassword", "wrong");
      else if (answer.error.code === "email_taken") refuse("newEmail", "taken");
      else setFailure(answer.error);
    },
  });
  const wrongEmail = { same: t("newEmailSame"), taken: t("newEmailTaken") };
  const why = invalid.newEmail;
  const password = invalid.currentPassword;
  return (
    <form {...form} className="flex w-full flex-col gap-4">
      <FormFailure error={failure} />
      <Field
        label={t("newEmail")}
        error={why ? (why === "same" || why === "taken" ? wrongEmail[why] : t("newEmailError")) : null}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            name="newEmail"
            type="email"
            autoComplete="email"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field
        label={t("passwordForEmail")}
        error={password ? (password === "wrong" ? t("currentWrong") : auth("error.passwordMissing")) : null}
      >
        {(control) => <PasswordInput {...control} name="currentPassword" autoComplete="current-password" />}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {t("askChange")}
        </Button>
        {props.cancel}
      </div>
    </form>
  );
}
