"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { accessEndOf } from "../../access-end";
import type { AnswerView } from "../../hooks/answer-view";
import { useCreditText } from "../../hooks/use-credit-text";

/** What failed, what was kept, whether anything was charged, how to go on, and the id to quote. */
export function FailureNote({ view, onRetry }: { view: AnswerView; onRetry: (() => void) | null }) {
  const t = useTranslations("chat.failure");
  const common = useTranslations("common");
  const errors = useTranslations("errors");
  const creditText = useCreditText();
  const accessEnd = view.error?.code === "access_ended" ? (accessEndOf(view.error.details) ?? "removed") : null;
  const isFree = view.chargedUcr === null || view.chargedUcr === 0n;
  return (
    <Note
      live="status"
      tone={accessEnd === null ? "destructive" : "warning"}
      title={`${t(accessEnd === null ? "title" : "accessEnded.title")}.`}
      className="mt-2"
      action={
        onRetry && accessEnd === null ? (
          <>
            <Button size="sm" onClick={onRetry}>
              <RotateCcw aria-hidden className="size-3.5" />
              {t("retry")}
            </Button>
            <span className="self-center text-muted-foreground">{t("otherModel")}</span>
          </>
        ) : null
      }
    >
      {[
        accessEnd === null ? errors(view.error?.code ?? "internal") : t(`accessEnded.${accessEnd}`),
        view.text === "" ? t("nothingArrived") : t("kept"),
        isFree ? t("notCharged") : t("charged", { amount: creditText(view.chargedUcr ?? 0n) }),
      ].join(" ")}
      {view.error?.requestId ? (
        <span className="mt-1 block select-all font-mono text-muted-foreground">
          {common("requestId", { id: view.error.requestId })}
        </span>
      ) : null}
    </Note>
  );
}
