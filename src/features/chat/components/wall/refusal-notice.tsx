"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import type { ErrorCode } from "~/lib/app-error";
import type { Refusal } from "../../hooks/answer-store";
import { useChat } from "../../hooks/chat-context";
import { Column } from "../thread/column";
import { Wall } from "./wall";

/** Limits have numbers and somebody who can lift them; the rest is a failure to say plainly. */
const LIMITS: readonly ErrorCode[] = [
  "insufficient_credits",
  "member_limit",
  "rate_limited",
  "account_frozen",
  "model_unpriced",
  "forbidden",
  "not_signed_in",
  "session_expired",
];

/** Why the last message was not taken, above the composer. Focus stays in the draft. */
export function RefusalNotice(props: { conversationId: string; refusal: Refusal; modelName: string }) {
  const { refusal } = props;
  return (
    <Column className="mt-auto pt-2 pb-1">
      {LIMITS.includes(refusal.error.code) ? (
        <Wall refusal={refusal} modelName={props.modelName} />
      ) : (
        <RefusalNote {...props} />
      )}
    </Column>
  );
}

function RefusalNote({
  conversationId,
  refusal,
  modelName,
}: {
  conversationId: string;
  refusal: Refusal;
  modelName: string;
}) {
  const t = useTranslations("chat.refused");
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  const { answers } = useChat();
  const { error } = refusal;
  const reason =
    error.code === "context_too_long"
      ? t("contextTooLong", { model: modelName })
      : error.code === "not_found" && error.details.what === "file"
        ? t("fileMissing")
        : errors(error.code);
  return (
    <Note
      live="status"
      tone="destructive"
      title={`${t("title")}.`}
      action={
        <Button size="sm" onClick={() => answers.forgetRefusal(conversationId)}>
          <X aria-hidden className="size-3.5" />
          {t("dismiss")}
        </Button>
      }
    >
      {reason} {t("kept")}
      {error.requestId ? (
        <span className="mt-1 block select-all font-mono text-muted-foreground">
          {common("requestId", { id: error.requestId })}
        </span>
      ) : null}
    </Note>
  );
}
