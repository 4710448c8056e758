"use client";

import { createContext, useContext } from "react";
import type { ConversationPage, ModelChoice } from "../chat.schema";
import type { AnswerStore } from "./answer-store";
import type { DraftStore } from "./draft-store";
import type { FileDrafts } from "./file-drafts";

/** Who chats, where, and what outlives a change of conversation. */
export type ChatContext = {
  org: { id: string; slug: string; name: string; timeZone: string };
  user: { id: string; name: string; picture: string | null };
  may: { write: boolean; buy: boolean };
  role: "owner" | "admin" | "member" | "viewer";
  /** What the server fetched with the page; null where it could not. */
  initial: { list: ConversationPage | null; models: ModelChoice[] | null };
  answers: AnswerStore;
  drafts: DraftStore;
  /** The files of the same drafts. */
  files: FileDrafts;
};

export const Chat = createContext<ChatContext | null>(null);

export function useChat(): ChatContext {
  const chat = useContext(Chat);
  if (!chat) throw new Error("useChat needs a ChatProvider above");
  return chat;
}
