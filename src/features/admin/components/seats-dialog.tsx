"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { seatsMax } from "../users-limits";

/** How many people an organisation may have. An empty field is no limit. */
export function SeatsDialog(props: {
  org: { id: string; seats: number | null; members: readonly unknown[] };
  onClose: () => void;
}) {
  const t = useTranslations("admin.seats");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [text, setText] = useState(props.org.seats === null ? "" : String(props.org.seats));
  const save = api.admin.setSeats.useMutation({
    onSuccess: () => {
      toast.done(t("saved"));
      props.onClose();
      return utils.admin.invalidate();
    },
    onError: (error) => toast.failed(errorText(error)),
  });
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
  const seats = text.trim() === "" ? null : count;
  const isWrong = text.trim() !== "" && (count === null || count < 1 || count > seatsMax);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <DialogContent>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!isWrong) save.mutate({ orgId: props.org.id, seats });
          }}
        >
          <DialogHeader title={t("title")} description={t("lead", { people: props.org.members.length })} />
          <DialogBody>
            <Field
              label={t("label")}
              hint={isWrong ? undefined : t("hint")}
              error={isWrong ? t("wrong", { max: seatsMax }) : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  autoFocus
                  inputMode="numeric"
                  autoComplete="off"
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={props.onClose}>{common("cancel")}</Button>
            <Button type="submit" variant="primary" pending={save.isPending}>
              {common("saveChanges")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
