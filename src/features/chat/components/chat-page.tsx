"use client";

import { useConversationId } from "../hooks/use-conversation-address";
import { ThreadView } from "./thread/thread-view";

/** The thread of the conversation in the address, or a new one. */
export function ChatPage() {
  const { conversationId, isNew } = useConversationId();
  return <ThreadView key={conversationId} conversationId={conversationId} isNew={isNew} />;
}
