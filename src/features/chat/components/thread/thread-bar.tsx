"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { Badge } from "~/components/ui/badge";
import type { ConversationSummary } from "../../chat.schema";
import { useChat } from "../../hooks/chat-context";
import { useConversationActs } from "../../hooks/use-conversation-acts";
import { ConversationMenu } from "../list/conversation-menu";
import { RenameField } from "../list/rename-field";

const RemoveDialog = dynamic(() => import("../list/remove-dialog").then((module) => module.RemoveDialog), {
  ssr: false,
});

/** Title, what the conversation came to, its acts. On a phone the title stands in the top bar. */
export function ThreadBar({ conversation, title }: { conversation: ConversationSummary | null; title: string }) {
  const { may } = useChat();
  const { rename, pin } = useConversationActs();
  const [act, setAct] = useState<"rename" | "remove" | null>(null);
  return (
    <>
      <h1 className="sr-only md:hidden">{title}</h1>
      <header className="flex h-13 shrink-0 items-center gap-3 border-b pr-4 pl-6 max-md:hidden">
        {conversation && act === "rename" ? (
          <RenameField
            title={title}
            className="h-8 max-w-100 font-semibold text-base"
            onDone={(next) => {
              if (next !== null) rename(conversation.id, next);
              setAct(null);
            }}
          />
        ) : (
          <h1 className="min-w-0 truncate font-semibold text-base">{title}</h1>
        )}
        {conversation ? (
          <Badge tone="outline" className="font-normal">
            <CreditAmount ucr={conversation.totalUcr} word />
          </Badge>
        ) : null}
        <span className="flex-1" />
        {conversation && may.write ? (
          <ConversationMenu
            conversation={{ ...conversation, title }}
            onRename={() => setAct("rename")}
            onPin={() => pin(conversation.id, conversation.pinnedAt === null)}
            onRemove={() => setAct("remove")}
          />
        ) : null}
        {conversation && act === "remove" ? (
          <RemoveDialog conversation={{ ...conversation, title }} onClose={() => setAct(null)} />
        ) : null}
      </header>
    </>
  );
}
