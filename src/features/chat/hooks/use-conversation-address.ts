"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { randomUuid } from "~/lib/random-uuid";

const PATTERN = /^\/o\/[^/]+\/chat\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;

/** The conversation that an address names, or null for the page of a new one. */
export function conversationOf(path: string): string | null {
  return PATTERN.exec(path)?.[1]?.toLowerCase() ?? null;
}

export function conversationPath(orgSlug: string, conversationId: string | null): string {
  return conversationId === null ? `/o/${orgSlug}/chat` : `/o/${orgSlug}/chat/${conversationId}`;
}

/** Goes to a conversation without a load: everything that its page shows comes through the client anyway. */
export function openConversation(orgSlug: string, conversationId: string | null): void {
  const path = conversationPath(orgSlug, conversationId);
  if (window.location.pathname !== path) window.history.pushState(null, "", path);
}

/** The conversation of the address, read from where it changes without a load when a new one begins. */
export function useOpenConversation(): string | null {
  return conversationOf(usePathname());
}

/**
 * The conversation on this page. A new one has its id before it exists; when it begins, the address takes
 * that id and the page goes on as it is, and the next new one gets an id of its own.
 */
export function useConversationId(): { conversationId: string; isNew: boolean } {
  const open = useOpenConversation();
  const [fresh, setFresh] = useState(randomUuid);
  if (open === fresh) setFresh(randomUuid());
  return { conversationId: open ?? fresh, isNew: open === null };
}
