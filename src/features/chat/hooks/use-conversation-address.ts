"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { newId } from "./new-id";

const PATTERN = /^\/o\/[^/]+\/chat\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;

/** The conversation that an address names, or null for the page of a new one. */
export function conversationOf(path: string): string | null {
  return PATTERN.exec(path)?.[1]?.toLowerCase() ?? null;
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
  const [fresh, setFresh] = useState(newId);
  if (open === fresh) setFresh(newId());
  return { conversationId: open ?? fresh, isNew: open === null };
}
