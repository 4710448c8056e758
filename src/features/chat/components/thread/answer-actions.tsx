"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { CopyButton } from "~/components/ui/copy-button";
import { Tooltip } from "~/components/ui/tooltip";
import type { AnswerView } from "../../hooks/answer-view";
import { ReceiptChip } from "../receipt/receipt-chip";
import type { AnswerProps } from "./answer";
import { BranchSwitch } from "./branch-switch";

/** Copy, another answer, the branches; at the right end what it cost. */
export function AnswerActions({ view, step, ...props }: AnswerProps & { view: AnswerView }) {
  const t = useTranslations("chat.thread");
  return (
    <div className="-ml-[7px] mt-2 flex flex-wrap items-center gap-0.5 text-muted-foreground">
      {view.text === "" ? null : (
        <Tooltip content={t("copy")}>
          <CopyButton text={view.text} aria-label={t("copy")} />
        </Tooltip>
      )}
      {props.onRegenerate ? (
        <Tooltip content={t("regenerate")}>
          <Button variant="ghost" size="icon-sm" aria-label={t("regenerate")} onClick={props.onRegenerate}>
            <RefreshCw aria-hidden className="size-3.5" />
          </Button>
        </Tooltip>
      ) : null}
      <BranchSwitch siblings={step.siblings} index={step.index} onSelect={props.onSelect} />
      <span className="flex-1" />
      {view.chargedUcr === null || isForNothing(view) ? null : (
        <ReceiptChip messageId={step.message.id} chargedUcr={view.chargedUcr} />
      )}
    </div>
  );
}

/** A call that failed and cost nothing has said so above. */
function isForNothing(view: AnswerView): boolean {
  return view.status === "failed" && view.chargedUcr === 0n;
}
