"use client";

import { Pin } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { cn } from "~/lib/cn";
import type { ConversationSummary } from "../../chat.schema";
import { useChat } from "../../hooks/chat-context";
import { useConversationActs } from "../../hooks/use-conversation-acts";
import { ChatLink } from "./chat-link";
import { ConversationMenu } from "./conversation-menu";
import { RenameField } from "./rename-field";

const RemoveDialog = dynamic(() => import("./remove-dialog").then((module) => module.RemoveDialog), { ssr: false });

/** Narrowed to nothing instead of hidden: what is hidden cannot get the focus back when its menu closes. */
const MENU_CLASSES = [
  "-mr-1.5 ml-0.5 h-6 w-6 shrink-0 overflow-hidden pointer-fine:w-0 pointer-fine:border-0 pointer-fine:opacity-0",
  "group-focus-within:w-6 group-focus-within:opacity-100 group-hover:w-6 group-hover:opacity-100",
  "data-[state=open]:w-6 data-[state=open]:opacity-100",
].join(" ");

/** A conversation: its title, what it came to, and its acts by menu, F2 and Delete. */
export function ConversationRow(props: {
  conversation: ConversationSummary;
  isOpen: boolean;
  /** The one row that Tab reaches; arrows reach the others. */
  isTabStop: boolean;
  onFocus: () => void;
  onMove: (event: KeyboardEvent, from: string) => void;
  onOpen?: (() => void) | undefined;
}) {
  const t = useTranslations("chat");
  const { may } = useChat();
  const { rename, pin } = useConversationActs();
  const [act, setAct] = useState<"rename" | "remove" | null>(null);
  const { conversation } = props;
  const title = conversation.title || t("untitled");

  if (act === "rename") {
    return (
      <li className="flex h-8 items-center px-0.5 pointer-coarse:h-11">
        <RenameField
          title={title}
          className="h-7 text-sm"
          onDone={(next, byKey) => {
            if (next !== null) rename(conversation.id, next);
            setAct(null);
            if (byKey) focusRow(conversation.id);
          }}
        />
      </li>
    );
  }
  return (
    <li
      className={cn(
        "group flex h-8 items-center rounded-md pr-2 transition-colors duration-[120ms] hover:bg-accent has-data-[state=open]:bg-accent pointer-coarse:h-11",
        props.isOpen && "bg-accent font-medium",
      )}
    >
      <ChatLink
        conversationId={conversation.id}
        aria-current={props.isOpen ? "page" : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        data-conversation={conversation.id}
        onFocus={props.onFocus}
        onOpen={props.onOpen}
        onKeyDown={(event) => {
          props.onMove(event, conversation.id);
          if (!may.write) return;
          if (event.key === "F2") setAct("rename");
          else if (event.key === "Delete") setAct("remove");
          else return;
          event.preventDefault();
        }}
        className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-md pl-2 focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {conversation.isRunning ? (
          <span role="img" aria-label={t("list.running")} className="h-3 w-1.5 rounded-[1px] bg-primary" />
        ) : null}
        {conversation.pinnedAt ? (
          <Pin aria-label={t("conversation.pinned")} role="img" className="size-3 text-muted-foreground" />
        ) : null}
        <CreditAmount ucr={conversation.totalUcr} className="text-muted-foreground text-xs" />
      </ChatLink>
      {may.write ? (
        <ConversationMenu
          conversation={{ ...conversation, title }}
          tabIndex={props.isTabStop ? 0 : -1}
          onRename={() => setAct("rename")}
          onPin={() => pin(conversation.id, conversation.pinnedAt === null)}
          onRemove={() => setAct("remove")}
          className={MENU_CLASSES}
        />
      ) : null}
      {act === "remove" ? (
        <RemoveDialog conversation={{ ...conversation, title }} onClose={() => setAct(null)} />
      ) : null}
    </li>
  );
}

/** Back to where the keyboard was, once the row is drawn again. */
function focusRow(conversationId: string): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-conversation="${conversationId}"]`)?.focus();
  });
}
