"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Note } from "~/components/ui/note";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { noConnection, readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";
import type { MemberLine } from "./member-line";

/** Offers the organisation to somebody. The password is asked for once more, where it is ours. */
export function OfferDialog(props: {
  member: MemberLine;
  orgName: string;
  asksPassword: boolean;
  onClose: () => void;
}) {
  const { member, orgName, asksPassword, onClose } = props;
  const t = useTranslations("members.offerDialog");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [failure, setFailure] = useState<string | null>(null);
  const offer = api.members.offerOwnership.useMutation({ onSettled: () => utils.members.invalidate() });
  const { form, invalid, pending, refuse } = useSchemaForm({
    schema: async () => {
      const { PasswordField } = await import("../members.schema");
      return asksPassword ? PasswordField : PasswordField.partial();
    },
    onUnreachable: () => setFailure(errorText(noConnection)),
    async onValid({ password }) {
      setFailure(null);
      try {
        await offer.mutateAsync({ userId: member.userId, ...(password === undefined ? {} : { password }) });
        toast.done(t("done", { name: member.name }));
        onClose();
      } catch (error) {
        if (readClientError(error).code === "invalid_credentials") refuse("password", "wrong");
        else setFailure(errorText(error));
      }
    },
  });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <form {...form} className="contents">
          <DialogHeader
            title={t("title", { org: orgName, name: member.name })}
            description={t("text", { name: member.name })}
          />
          <DialogBody>
            {failure === null ? null : (
              <Note tone="destructive" live="alert">
                {failure}
              </Note>
            )}
            {asksPassword ? (
              <Field
                label={t("password")}
                error={invalid.password ? t(invalid.password === "wrong" ? "wrong" : "missing") : null}
              >
                {(control) => <Input {...control} type="password" name="password" autoComplete="current-password" />}
              </Field>
            ) : (
              <Note>{t("young")}</Note>
            )}
          </DialogBody>
          <DialogFooter note={t("note")}>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={pending}>
              {t("act")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
