"use client";

import type { ComponentProps } from "react";
import { useChat } from "../../hooks/chat-context";
import { conversationPath, openConversation } from "../../hooks/use-conversation-address";

/**
 * A link to a conversation (null: to a new one) that opens at once, without a load. With a modifier or
 * another button it is what every link is.
 */
export function ChatLink({
  conversationId,
  onOpen,
  ...props
}: ComponentProps<"a"> & { conversationId: string | null; onOpen?: (() => void) | undefined }) {
  const { org } = useChat();
  return (
    <a
      href={conversationPath(org.slug, conversationId)}
      onClick={(event) => {
        if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        openConversation(org.slug, conversationId);
        onOpen?.();
      }}
      {...props}
    />
  );
}
