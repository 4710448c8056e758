"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { toast } from "~/components/ui/toast";
import { useChat } from "../../hooks/chat-context";
import { composerId } from "../../hooks/focus-composer";
import { problemOf } from "../../hooks/text-problem";
import { useCostBound } from "../../hooks/use-cost-bound";
import { useDraft } from "../../hooks/use-draft";
import type { ModelPick } from "../../hooks/use-model-choice";
import { useSend } from "../../hooks/use-send";
import type { Thread } from "../../hooks/use-thread";
import { Column } from "../thread/column";
import { ComposerNotice } from "./composer-notice";
import { CostBound } from "./cost-bound";
import { GrowingField } from "./growing-field";
import { ModelPicker } from "./model-picker";
import { SendButton } from "./send-button";

/** The draft, its model, the most it can cost, and one button: send, or stop while an answer is written. */
export function Composer(props: {
  conversationId: string;
  isNew: boolean;
  thread: Thread;
  pick: ModelPick;
  isWalled: boolean;
}) {
  const t = useTranslations("chat.composer");
  const { answers, drafts } = useChat();
  const { thread, pick, conversationId } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(props.isNew ? null : conversationId);
  const { send } = useSend(conversationId);
  const bound = useCostBound(pick.model, thread.path, draft.text);
  const problem = problemOf(draft.text);
  const isEmpty = draft.text.trim() === "";
  const canSend = !isEmpty && problem === null && !bound.isTooLong && pick.model !== null && thread.runningId === null;

  useEffect(() => {
    // What was typed before the page was ready counts.
    const typed = field.current?.value ?? "";
    if (typed.trim() !== "" && drafts.read(draft.key) === "") drafts.write(draft.key, typed);
  }, [drafts, draft.key]);

  useEffect(() => {
    // A keyboard that pops up by itself would cover half of a phone.
    if (!window.matchMedia("(pointer: coarse)").matches) field.current?.focus();
  }, []);

  function submit(): void {
    if (!canSend || pick.model === null) {
      field.current?.focus();
      return;
    }
    const last = thread.path.at(-1)?.message;
    const parentId = last === undefined ? null : last.role === "assistant" ? last.id : last.parentId;
    send({ intent: "send", parentId, text: draft.text, modelId: pick.model.id, draft: draft.key });
    field.current?.focus();
  }

  function stop(): void {
    if (thread.runningId === null) return;
    answers.stop(thread.runningId).catch(() => toast.failed(t("stopFailed")));
    field.current?.focus();
  }

  return (
    <Column className="shrink-0 px-3 pt-2 pb-[max(14px,env(safe-area-inset-bottom))] md:pt-4 md:pb-5">
      <form
        className="rounded-xl border border-input bg-card transition-[border-color] duration-[120ms] has-[textarea:focus]:border-ring"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <GrowingField
          id={composerId}
          field={field}
          aria-label={t("label")}
          aria-describedby={`${composerId}-keys`}
          aria-invalid={problem !== null || bound.isTooLong || undefined}
          placeholder={thread.path.length === 0 ? t("placeholder") : t("placeholderReply")}
          value={draft.text}
          onValue={draft.write}
          onEnter={submit}
          onEscape={stop}
          className="px-3.5 pt-3 pb-1.5"
        />
        <p id={`${composerId}-keys`} className="sr-only">
          {t("keys")}
        </p>
        <ComposerNotice
          pick={pick}
          text={draft.text}
          onText={draft.write}
          problem={problem}
          bound={bound}
          waits={thread.runningId !== null && !isEmpty}
        />
        <div className="flex items-center gap-1 px-2 pt-1.5 pb-2">
          <ModelPicker pick={pick} />
          <span className="flex-1" />
          <CostBound upToUcr={bound.upToUcr} />
          <SendButton
            runs={thread.runningId !== null}
            isStopping={thread.isStopping}
            isReady={canSend}
            isQuiet={props.isWalled}
            hasText={!isEmpty}
            onStop={stop}
          />
        </div>
      </form>
    </Column>
  );
}
