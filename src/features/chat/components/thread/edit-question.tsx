"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "~/components/ui/button";
import { problemOf } from "../../hooks/text-problem";
import type { useDraft } from "../../hooks/use-draft";
import { GrowingField } from "../composer/growing-field";
import { TextProblemNotice } from "../composer/text-problem-notice";

/** The question as a field. Its text is a draft like any other: a reload or a refusal keeps it. */
export function EditQuestion(props: {
  draft: ReturnType<typeof useDraft>;
  original: string;
  onSend: (text: string) => void;
  onCancel: () => void;
}) {
  const t = useTranslations("chat.thread");
  const common = useTranslations("common");
  const { draft, original } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const problem = problemOf(draft.text);
  const isChanged = draft.text.trim() !== "" && draft.text !== original;

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);

  function send(): void {
    if (problem === null && isChanged) props.onSend(draft.text);
  }

  return (
    <div className="mt-1 rounded-xl border border-input bg-card has-[textarea:focus]:border-ring">
      <GrowingField
        field={field}
        aria-label={t("editLabel")}
        value={draft.text}
        onValue={draft.write}
        onEnter={send}
        onEscape={props.onCancel}
        className="px-3.5 pt-3 pb-1.5"
      />
      <TextProblemNotice problem={problem} text={draft.text} onText={draft.write} />
      <div className="flex flex-wrap items-center justify-end gap-2 px-2 pb-2">
        <p className="min-w-0 flex-1 basis-48 pl-1.5 text-muted-foreground text-xs">{t("editNote")}</p>
        <Button size="sm" variant="ghost" onClick={props.onCancel}>
          {common("cancel")}
        </Button>
        <Button size="sm" variant="primary" disabled={!isChanged || problem !== null} onClick={send}>
          {t("editSend")}
        </Button>
      </div>
    </div>
  );
}
