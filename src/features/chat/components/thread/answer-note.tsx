"use client";

import { ArrowDownToLine, Coins, type LucideIcon, ServerCrash, ShieldAlert, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import type { AnswerView } from "../../hooks/answer-view";
import { useChat } from "../../hooks/chat-context";
import { draftKey } from "../../hooks/draft-store";
import { useCreditText } from "../../hooks/use-credit-text";
import { BuyLink } from "../wall/buy-link";
import { BuyersLine } from "../wall/buyers-line";
import type { AnswerProps } from "./answer";
import { FailureNote } from "./failure-note";

/** Why an answer ended where it did, where that was not its own end, and what was charged for it. */
export function AnswerNote({ view, ...props }: AnswerProps & { view: AnswerView }) {
  const t = useTranslations("chat.note");
  const creditText = useCreditText();
  const ending = endingOf(view);
  const action = useEndingAction(ending?.key, props);
  if (view.status === "failed") return <FailureNote view={view} onRetry={props.onRegenerate} />;
  if (ending === null) return null;
  const amount = view.chargedUcr === null ? "" : creditText(view.chargedUcr);
  return (
    <Note tone={ending.key === "credits" ? "warning" : "neutral"} icon={ending.icon} className="mt-2" action={action}>
      {t(ending.key, { amount, model: props.modelName })}
    </Note>
  );
}

type Ending = {
  key: "stopped" | "stoppedFree" | "charging" | "interrupted" | "interruptedFree" | "credits" | "length" | "filter";
  icon: LucideIcon;
};

function endingOf(view: AnswerView): Ending | null {
  const isFree = view.chargedUcr === 0n;
  if (view.status === "stopped") {
    if (view.chargedUcr === null) return { key: "charging", icon: Square };
    return { key: isFree ? "stoppedFree" : "stopped", icon: Square };
  }
  if (view.status === "interrupted") return { key: isFree ? "interruptedFree" : "interrupted", icon: ServerCrash };
  if (view.finishReason === "credits") return { key: "credits", icon: Coins };
  if (view.finishReason === "length") return { key: "length", icon: ArrowDownToLine };
  return view.finishReason === "content_filter" ? { key: "filter", icon: ShieldAlert } : null;
}

/** What one can do about an ending; null where nothing is to be done. */
function useEndingAction(ending: Ending["key"] | undefined, props: AnswerProps): ReactNode {
  const t = useTranslations("chat.note");
  const { may, user, org } = useChat();
  const { onContinue, conversationId } = props;
  const mayGoOn = props.isLast && (ending === "length" || ending === "credits" || ending?.startsWith("interrupted"));
  if (ending !== "credits" && !(mayGoOn && onContinue)) return null;
  const draft = draftKey({ userId: user.id, orgId: org.id, conversationId: `continue:${conversationId}` });
  return (
    <>
      {ending === "credits" ? may.buy ? <BuyLink size="sm" /> : <BuyersLine about="buyersAdd" /> : null}
      {mayGoOn && onContinue ? (
        <Button size="sm" onClick={() => onContinue(t("continuePrompt"), draft)}>
          {t("continue")}
        </Button>
      ) : null}
    </>
  );
}
