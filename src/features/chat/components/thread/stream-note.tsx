"use client";

import { LogIn, PlugZap, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, buttonVariants } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import type { AnswerView } from "../../hooks/answer-view";
import { useChat } from "../../hooks/chat-context";

/** How the reading stands, where it does not go well: reconnecting, lost, or a session that ended. */
export function StreamNote(props: { view: AnswerView; answerId: string; conversationId: string }) {
  const t = useTranslations("chat.note");
  const { answers } = useChat();
  const { phase, readerError } = props.view;
  if (phase === "reconnecting") {
    const isTaken = props.view.text !== "" || props.view.chargedUcr !== null;
    return (
      <Note live="status" icon={PlugZap} className="mt-2">
        {isTaken ? t("reconnecting") : t("resending")}
      </Note>
    );
  }
  if (readerError === null) return null;
  if (readerError === "session_expired" || readerError === "not_signed_in") {
    return (
      <Note live="status" tone="warning" icon={LogIn} className="mt-2" action={<SignInLink label={t("signIn")} />}>
        {t("sessionExpired")}
      </Note>
    );
  }
  const mayReturn = readerError !== "forbidden" && readerError !== "not_found";
  return (
    <Note
      live="status"
      tone="warning"
      className="mt-2"
      action={
        mayReturn ? (
          <Button size="sm" onClick={() => answers.join(props.answerId, props.conversationId)}>
            <RotateCcw aria-hidden className="size-3.5" />
            {t("reconnect")}
          </Button>
        ) : null
      }
    >
      {mayReturn ? t("lost") : t("lostRight")}
    </Note>
  );
}

/** To sign-in and back to where one is now; a plain link, so that nothing of the old session stays in memory. */
export function SignInLink({ label }: { label: string }) {
  const here = typeof window === "undefined" ? "" : `?next=${encodeURIComponent(window.location.pathname)}`;
  return (
    <a href={`/sign-in${here}`} className={buttonVariants({ size: "sm", variant: "primary" })}>
      {label}
    </a>
  );
}
