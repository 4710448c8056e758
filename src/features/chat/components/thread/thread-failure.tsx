"use client";

import { MessageSquareOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { ErrorPanel } from "~/components/layout/error-panel";
import { buttonVariants } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { useChat } from "../../hooks/chat-context";
import type { Thread } from "../../hooks/use-thread";
import { ChatLink } from "../list/chat-link";

/** A conversation that is not there, or could not be loaded. */
export function ThreadFailure({ thread }: { thread: Thread }) {
  const t = useTranslations("chat");
  const { may } = useChat();
  if (!thread.isMissing) {
    return <ErrorPanel error={thread.error} title={t("thread.failed")} onRetry={thread.refetch} className="my-auto" />;
  }
  return (
    <EmptyState
      icon={MessageSquareOff}
      title={t("conversation.missing")}
      className="my-auto"
      action={
        may.write ? (
          <ChatLink conversationId={null} className={buttonVariants({ variant: "primary" })}>
            {t("conversation.startNew")}
          </ChatLink>
        ) : null
      }
    >
      {t("conversation.missingBody")}
    </EmptyState>
  );
}
