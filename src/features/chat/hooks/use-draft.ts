"use client";

import { useSyncExternalStore } from "react";
import { useChat } from "./chat-context";
import { draftKey } from "./draft-store";

/** The unsent text of a conversation (null: of the next new one), and how to change it. Survives a reload. */
export function useDraft(conversationId: string | null) {
  const { drafts, user, org } = useChat();
  const key = draftKey({ userId: user.id, orgId: org.id, conversationId });
  const text = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.read(key),
    () => "",
  );
  return { key, text, write: (next: string) => drafts.write(key, next) };
}
