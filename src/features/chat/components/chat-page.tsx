"use client";

import { useConversationId } from "../hooks/use-conversation-address";
import type { InitialThread } from "../hooks/use-thread";
import { ThreadView } from "./thread/thread-view";

/**
 * The thread of the conversation in the address, or a new one. `initial` is what the server fetched for the
 * address that the page was loaded at; from there one moves without loading.
 */
export function ChatPage({ initial = null }: { initial?: InitialThread | null }) {
  const { conversationId, isNew } = useConversationId();
  return <ThreadView key={conversationId} conversationId={conversationId} isNew={isNew} initial={initial} />;
}
