"use client";

import { MessageSquareOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ErrorPanel } from "~/components/layout/error-panel";
import { buttonVariants } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { useChat } from "../../hooks/chat-context";
import type { Thread } from "../../hooks/use-thread";

/** A conversation that is not there, or could not be loaded. */
export function ThreadFailure({ thread }: { thread: Thread }) {
  const t = useTranslations("chat");
  const { org } = useChat();
  if (!thread.isMissing) {
    return <ErrorPanel error={thread.error} title={t("thread.failed")} onRetry={thread.refetch} className="my-auto" />;
  }
  return (
    <EmptyState
      icon={MessageSquareOff}
      title={t("conversation.missing")}
      className="my-auto"
      action={
        <Link href={`/o/${org.slug}/chat`} className={buttonVariants({ variant: "primary" })}>
          {t("conversation.startNew")}
        </Link>
      }
    >
      {t("conversation.missingBody")}
    </EmptyState>
  );
}
