"use client";

import { Bot } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { MessageView } from "../../chat.schema";
import { type AnswerView, answerView } from "../../hooks/answer-view";
import type { PathStep } from "../../hooks/branches";
import { useAnswerState } from "../../hooks/use-answers";
import { Markdown } from "../markdown/markdown";
import { AnswerActions } from "./answer-actions";
import { AnswerNote } from "./answer-note";
import { MessageFrame } from "./message-frame";
import { Reasoning } from "./reasoning";
import { RunningCount } from "./running-count";
import { StreamNote } from "./stream-note";

export type AnswerProps = {
  step: PathStep<MessageView>;
  conversationId: string;
  modelName: string;
  providerName: string;
  isLast: boolean;
  onSelect: (messageId: string) => void;
  /** Null while another answer is being written, or for whoever only reads. */
  onRegenerate: (() => void) | null;
  onContinue: ((text: string, draft: string) => void) | null;
};

/** What the model wrote, as far as it is; then what it cost and what can be done with it. */
export const Answer = memo(function Answer(props: AnswerProps) {
  const { step, modelName } = props;
  const view = answerView(step.message, useAnswerState(step.message.id));
  const isGrowing = view.status === "streaming";
  return (
    <MessageFrame
      figure={
        <span className="grid size-6 place-items-center rounded-md bg-credit-soft text-credit">
          <Bot aria-hidden className="size-3.5" />
        </span>
      }
      name={modelName}
      aside={props.providerName}
    >
      <AnswerText view={view} modelName={modelName} />
      {isGrowing ? (
        <>
          <RunningCount view={view} modelName={modelName} />
          <StreamNote view={view} answerId={step.message.id} conversationId={props.conversationId} />
        </>
      ) : (
        <>
          <AnswerNote view={view} {...props} />
          <AnswerActions view={view} {...props} />
        </>
      )}
    </MessageFrame>
  );
});

function AnswerText({ view, modelName }: { view: AnswerView; modelName: string }) {
  const t = useTranslations("chat.thread");
  const attached = useTranslations("chat.attachments");
  const isGrowing = view.status === "streaming";
  const reasoning = view.parts.filter((part) => part.type === "reasoning").map((part) => part.text);
  return (
    <div aria-busy={isGrowing} className="flex min-w-0 flex-col gap-2">
      {view.droppedMessages > 0 ? (
        <p className="text-muted-foreground text-xs">{t("dropped", { count: view.droppedMessages })}</p>
      ) : null}
      {view.leftOutFiles > 0 ? (
        <p className="text-muted-foreground text-xs">
          {attached("leftOut", { count: view.leftOutFiles, model: modelName })}
        </p>
      ) : null}
      {reasoning.length > 0 ? <Reasoning text={reasoning.join("\n\n")} isOpen={isGrowing && view.text === ""} /> : null}
      {view.text !== "" || isGrowing ? <Markdown text={view.text} grows={isGrowing} /> : null}
      {isGrowing && view.text === "" ? <p className="sr-only">{t("waiting", { model: modelName })}</p> : null}
    </div>
  );
}
