"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { TopBarTitle } from "~/components/layout/top-bar";
import { Button } from "~/components/ui/button";
import { useChat } from "../../hooks/chat-context";
import { useRefusal } from "../../hooks/use-answers";
import { useModelChoice } from "../../hooks/use-model-choice";
import { useStickToEnd } from "../../hooks/use-stick-to-end";
import { type InitialThread, useThread } from "../../hooks/use-thread";
import { Composer } from "../composer/composer";
import { ViewerEmpty, ViewerNotice } from "../composer/viewer-notice";
import { RefusalNotice } from "../wall/refusal-notice";
import { Announcer } from "./announcer";
import { EmptyThread } from "./empty-thread";
import { MessageList } from "./message-list";
import { ThreadBar } from "./thread-bar";
import { ThreadFailure } from "./thread-failure";
import { ThreadSkeleton } from "./thread-skeleton";

/** One conversation: its bar, its messages in a column of 720, what stands in the way, the composer. */
export function ThreadView(props: { conversationId: string; isNew: boolean; initial: InitialThread | null }) {
  const { conversationId, isNew } = props;
  const t = useTranslations("chat");
  const { may } = useChat();
  const thread = useThread(conversationId, isNew, props.initial);
  const pick = useModelChoice(thread.conversation?.modelId ?? null, thread.modelNames);
  const refusal = useRefusal(conversationId);
  const last = thread.path.at(-1)?.message.id ?? "";
  const scroll = useStickToEnd(`${last}${refusal === null ? "" : refusal.at}`);
  const title = thread.conversation?.title || (isNew && thread.path.length === 0 ? t("newTitle") : t("untitled"));

  useEffect(() => {
    document.title = `${title} · ${t("title")}`;
  }, [title, t]);

  return (
    <section aria-label={t("thread.label")} className="flex min-h-0 min-w-0 flex-col">
      <TopBarTitle>{title}</TopBarTitle>
      <ThreadBar conversation={thread.conversation} title={title} />
      <div
        ref={scroll.region}
        onScroll={scroll.onScroll}
        className="scrollbar-thin relative flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain"
      >
        <div ref={scroll.content} className="flex flex-1 flex-col">
          {thread.isLoading ? <ThreadSkeleton /> : null}
          {thread.hasFailed ? <ThreadFailure thread={thread} /> : null}
          {isNew && thread.path.length === 0 ? may.write ? <EmptyThread /> : <ViewerEmpty /> : null}
          {thread.path.length > 0 && !thread.hasFailed ? (
            <MessageList conversationId={conversationId} thread={thread} pick={pick} />
          ) : null}
          {refusal ? (
            <RefusalNotice
              conversationId={conversationId}
              refusal={refusal}
              modelName={pick.nameOf(refusal.input.modelId)}
            />
          ) : null}
        </div>
      </div>
      {scroll.isAway && thread.path.length > 0 ? (
        <div className="relative">
          <Button
            size="icon-sm"
            aria-label={t("composer.jump")}
            onClick={scroll.toEnd}
            className="absolute bottom-1 left-1/2 -translate-x-1/2 rounded-full shadow-overlay"
          >
            <ArrowDown aria-hidden className="size-3.5" />
          </Button>
        </div>
      ) : null}
      {may.write && !thread.hasFailed ? (
        <Composer
          conversationId={conversationId}
          isNew={isNew}
          thread={thread}
          pick={pick}
          isWalled={refusal !== null}
        />
      ) : null}
      {may.write || isNew ? null : <ViewerNotice />}
      <Announcer conversationId={conversationId} nameOf={pick.nameOf} />
    </section>
  );
}
