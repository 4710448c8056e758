"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Textarea } from "~/components/ui/textarea";
import { reasonLength, reasonMin } from "../users-limits";

/** Asks for the reason of an act against somebody, and says what the act does. */
export function ReasonDialog(props: {
  title: string;
  lead: string;
  /** Who reads the reason. */
  hint: string;
  act: string;
  tone: "primary" | "destructive";
  pending: boolean;
  /** More to choose, above the reason. */
  children?: ReactNode;
  onDone: (reason: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations("admin.reason");
  const common = useTranslations("common");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isMissing = isTried && reason.trim().length < reasonMin;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <DialogContent>
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (reason.trim().length >= reasonMin && !props.pending) props.onDone(reason.trim());
          }}
        >
          <DialogHeader title={props.title} description={props.lead} />
          <DialogBody>
            {props.children}
            <Field
              label={t("label")}
              hint={isMissing ? undefined : props.hint}
              error={isMissing ? t("missing", { min: reasonMin, max: reasonLength }) : undefined}
            >
              {(control) => (
                <Textarea
                  {...control}
                  autoFocus
                  rows={2}
                  maxLength={reasonLength}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
          </DialogBody>
          <DialogFooter note={t("audited")}>
            <Button onClick={props.onClose}>{common("cancel")}</Button>
            <Button type="submit" variant={props.tone} pending={props.pending}>
              {props.act}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
