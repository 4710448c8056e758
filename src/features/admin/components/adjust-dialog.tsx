"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ReceiptLine } from "~/components/brand/torn-receipt";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Segmented } from "~/components/ui/segmented";
import { Textarea } from "~/components/ui/textarea";
import { formatCredits } from "~/lib/format-credits";
import { parseCredits } from "~/lib/parse-credits";
import { maxAdjustmentUcr } from "../admin-limits";
import { useAdjust } from "../hooks/use-adjust";

/** Adds or takes credits by hand. Says what the balance becomes before it does it. */
export function AdjustDialog(props: { org: { id: string; name: string; postedUcr: bigint }; onClose: () => void }) {
  const t = useTranslations("admin.adjust");
  const common = useTranslations("common");
  const locale = useLocale();
  const [direction, setDirection] = useState<"add" | "take">("add");
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const adjust = useAdjust(props.org.id, props.onClose);
  const parsed = parseCredits(text, locale);
  const size = parsed !== null && parsed <= maxAdjustmentUcr ? parsed : null;
  const amountUcr = size === null ? null : direction === "add" ? size : -size;
  const hasReason = reason.trim().length >= 3;
  const credits = size === null ? null : Number(size) / 1_000_000;

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <DialogContent>
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (amountUcr !== null && hasReason) adjust.run({ amountUcr, reason: reason.trim() });
          }}
        >
          <DialogHeader title={t("title", { name: props.org.name })} description={t("lead")} />
          <DialogBody>
            <Segmented
              name="adjust-direction"
              label={t("direction")}
              value={direction}
              onValueChange={setDirection}
              items={[
                { value: "add", label: t("add") },
                { value: "take", label: t("take") },
              ]}
              className="w-full"
            />
            <Field
              label={t("amount")}
              hint={isTried && size === null ? undefined : t("amountHint")}
              error={isTried && size === null ? t("amountWrong") : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  autoFocus
                  inputMode="decimal"
                  autoComplete="off"
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
            <Field
              label={t("reason")}
              hint={isTried && !hasReason ? undefined : t("reasonHint")}
              error={isTried && !hasReason ? t("reasonWrong") : undefined}
            >
              {(control) => (
                <Textarea
                  {...control}
                  rows={2}
                  maxLength={500}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
            <div>
              <ReceiptLine label={t("now")} value={formatCredits(props.org.postedUcr, locale)} />
              <ReceiptLine
                strong
                label={t("after")}
                value={amountUcr === null ? "—" : formatCredits(props.org.postedUcr + amountUcr, locale)}
              />
            </div>
          </DialogBody>
          <DialogFooter note={t("note")}>
            <Button onClick={props.onClose}>{common("cancel")}</Button>
            <Button type="submit" variant={direction === "add" ? "primary" : "destructive"} pending={adjust.isPending}>
              {credits === null ? t("actNone") : t(direction === "add" ? "actAdd" : "actTake", { credits })}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
