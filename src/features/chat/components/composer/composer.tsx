"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { toast } from "~/components/ui/toast";
import { bytesOfFile, maxSentBytes, notTaken } from "../../attachments";
import type { ModelChoice } from "../../chat.schema";
import { useChat } from "../../hooks/chat-context";
import { composerId } from "../../hooks/focus-composer";
import { problemOf } from "../../hooks/text-problem";
import { useCostBound } from "../../hooks/use-cost-bound";
import { useDraft } from "../../hooks/use-draft";
import { pastedFiles, useDroppedFiles } from "../../hooks/use-dropped-files";
import { type FileDraft, useConfirmedFiles, useFileDraft } from "../../hooks/use-file-draft";
import type { ModelPick } from "../../hooks/use-model-choice";
import { useSend } from "../../hooks/use-send";
import type { Thread } from "../../hooks/use-thread";
import { AttachButton, useAddFiles } from "../attachments/attach-button";
import { Column } from "../thread/column";
import { ComposerNotice } from "./composer-notice";
import { CostBound } from "./cost-bound";
import { GrowingField } from "./growing-field";
import { ModelPicker } from "./model-picker";
import { SendButton } from "./send-button";

// Fetched with the first file.
const DraftFiles = dynamic(() => import("../attachments/draft-files"), { ssr: false });
const AttachmentNotices = dynamic(() => import("../attachments/attachment-notices"), { ssr: false });
const EarlierFilesNotice = dynamic(() => import("../attachments/earlier-files-notice"), { ssr: false });

/** The draft with its files, its model, the most it can cost, and one button: send, or stop while an answer is written. */
export function Composer(props: {
  conversationId: string;
  isNew: boolean;
  thread: Thread;
  pick: ModelPick;
  isWalled: boolean;
}) {
  const t = useTranslations("chat.composer");
  const attached = useTranslations("chat.attachments");
  const { answers, drafts } = useChat();
  const { thread, pick, conversationId } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(props.isNew ? null : conversationId);
  const { send } = useSend(conversationId);
  const files = useFileDraft(draft.key);
  const addFiles = useAddFiles(files);
  const isOver = useDroppedFiles(addFiles);
  useConfirmedFiles(files);
  const bound = useCostBound(pick.model, thread.path, draft.text, files.attachments);
  const problem = problemOf(draft.text);
  const isEmpty = draft.text.trim() === "" && files.files.length === 0;
  const isSendable = !bound.isTooLong && pick.model !== null && maySendFiles(files, pick.model);
  const canSend = !isEmpty && problem === null && isSendable && thread.runningId === null;
  const hasEarlierFiles = thread.path.some(({ message }) => message.attachments.length > 0);

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
        className="relative rounded-xl border border-input bg-card transition-[border-color] duration-[120ms] has-[textarea:focus]:border-ring"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {isOver ? (
          <p className="absolute inset-0 z-10 grid place-items-center rounded-xl border-2 border-ring border-dashed bg-card text-base">
            {attached("drop")}
          </p>
        ) : null}
        {files.files.length > 0 ? <DraftFiles draft={files} onEmptied={() => field.current?.focus()} /> : null}
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
          onPaste={(event) => {
            const pasted = pastedFiles(event.clipboardData);
            if (pasted.length === 0) return;
            event.preventDefault();
            addFiles(pasted);
          }}
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
        {files.files.length > 0 ? (
          <AttachmentNotices draft={files} pick={pick} wantsToSend={draft.text.trim() !== ""} />
        ) : null}
        {hasEarlierFiles && pick.model !== null ? (
          <EarlierFilesNotice path={thread.path} model={pick.model} text={draft.text} files={files.attachments} />
        ) : null}
        <div className="flex items-center gap-1 px-2 pt-1.5 pb-2">
          <AttachButton draft={files} />
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

/** Nothing is sent without a file that was meant to go with it. */
function maySendFiles(draft: FileDraft, model: ModelChoice): boolean {
  if (draft.isBusy || draft.hasFailed || notTaken(model, draft.attachments).length > 0) return false;
  return draft.attachments.reduce((sum, file) => sum + bytesOfFile(model, file), 0) <= maxSentBytes;
}
