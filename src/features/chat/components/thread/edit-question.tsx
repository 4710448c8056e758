"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "~/components/ui/button";
import type { Attachment } from "../../attachments";
import { problemOf } from "../../hooks/text-problem";
import type { useDraft } from "../../hooks/use-draft";
import { pastedFiles } from "../../hooks/use-dropped-files";
import { useFileDraft } from "../../hooks/use-file-draft";
import { AttachButton, useAddFiles } from "../attachments/attach-button";
import { GrowingField } from "../composer/growing-field";
import { TextProblemNotice } from "../composer/text-problem-notice";

const DraftFiles = dynamic(() => import("../attachments/draft-files"), { ssr: false });

/** The question as a field, with its files. Its text is a draft like any other: a reload or a refusal keeps it. */
export function EditQuestion(props: {
  draft: ReturnType<typeof useDraft>;
  original: string;
  attachments: readonly Attachment[];
  onSend: (text: string) => void;
  onCancel: () => void;
}) {
  const t = useTranslations("chat.thread");
  const common = useTranslations("common");
  const { draft, original } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const problem = problemOf(draft.text);
  const files = useFileDraft(draft.key);
  const addFiles = useAddFiles(files);
  const isEmpty = draft.text.trim() === "" && files.attachments.length === 0;
  const hasOtherFiles = idsOf(files.attachments) !== idsOf(props.attachments);
  const isChanged = !isEmpty && (draft.text !== original || hasOtherFiles);
  const canSend = isChanged && problem === null && !files.isBusy && !files.hasFailed;

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);

  function send(): void {
    if (canSend) props.onSend(draft.text);
  }

  return (
    <div className="mt-1 rounded-xl border border-input bg-card has-[textarea:focus]:border-ring">
      {files.files.length > 0 ? <DraftFiles draft={files} onEmptied={() => field.current?.focus()} /> : null}
      <GrowingField
        field={field}
        aria-label={t("editLabel")}
        value={draft.text}
        onValue={draft.write}
        onEnter={send}
        onEscape={props.onCancel}
        onPaste={(event) => {
          const pasted = pastedFiles(event.clipboardData);
          if (pasted.length === 0) return;
          event.preventDefault();
          addFiles(pasted);
        }}
        className="px-3.5 pt-3 pb-1.5"
      />
      <TextProblemNotice problem={problem} text={draft.text} onText={draft.write} />
      <div className="flex flex-wrap items-center justify-end gap-2 px-2 pb-2">
        <AttachButton draft={files} />
        <p className="min-w-0 flex-1 basis-40 text-muted-foreground text-xs">{t("editNote")}</p>
        <Button size="sm" variant="ghost" onClick={props.onCancel}>
          {common("cancel")}
        </Button>
        <Button size="sm" variant="primary" disabled={!canSend} onClick={send}>
          {t("editSend")}
        </Button>
      </div>
    </div>
  );
}

function idsOf(files: readonly Attachment[]): string {
  return files.map(({ id }) => id).join();
}
