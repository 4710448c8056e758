"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";
import { isAddress } from "../parse-addresses";
import { InviteFailure } from "./invite-failure";

/** Sends an invitation whose mail came back to the right address. */
export function FixAddressDialog(props: { invitationId: string; email: string; onClose: () => void }) {
  const { invitationId, email, onClose } = props;
  const t = useTranslations("invitations");
  const dialog = useTranslations("invitations.dialog");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [text, setText] = useState(email);
  const [isWrong, setWrong] = useState(false);
  const fix = api.invitations.fixAddress.useMutation({
    onSuccess(_done, input) {
      toast.done(t("fixed", { email: input.email }));
      onClose();
    },
    onSettled: () => utils.invitations.list.invalidate(),
  });
  const code = fix.error === null ? null : readClientError(fix.error).code;
  const isOfField = code === "already_invited" || code === "already_member" || code === "bad_input";

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = text.trim().toLowerCase();
    setWrong(!isAddress(wanted));
    if (isAddress(wanted)) fix.mutate({ invitationId, email: wanted });
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <DialogHeader title={t("fixTitle")} description={t("fixText", { email })} />
        <form onSubmit={submit} noValidate className="contents">
          <DialogBody>
            <Field
              label={t("address")}
              error={isWrong ? dialog("noAddress") : isOfField && fix.error !== null ? errorText(fix.error) : null}
            >
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  autoComplete="off"
                  maxLength={254}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
            {fix.error === null || isOfField ? null : <InviteFailure error={fix.error} />}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={fix.isPending}>
              {t("fixAct")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
