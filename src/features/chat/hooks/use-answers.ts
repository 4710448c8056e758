"use client";

import { useSyncExternalStore } from "react";
import type { AnswerState } from "./answer-state";
import type { FollowedAnswer, Refusal } from "./answer-store";
import { useChat } from "./chat-context";

const nothing = () => undefined;
const nobody: readonly FollowedAnswer[] = [];

/** The answer as it grows; undefined where this tab does not follow it. */
export function useAnswerState(answerId: string): AnswerState | undefined {
  const { answers } = useChat();
  return useSyncExternalStore(answers.subscribe, () => answers.state(answerId), nothing);
}

/** What this tab follows in a conversation; changes when one begins, is taken, or ends, not with its text. */
export function useFollowedAnswers(conversationId: string): readonly FollowedAnswer[] {
  const { answers } = useChat();
  return useSyncExternalStore(
    answers.subscribe,
    () => answers.ofConversation(conversationId),
    () => nobody,
  );
}

export function useRefusal(conversationId: string): Refusal | null {
  const { answers } = useChat();
  return useSyncExternalStore(
    answers.subscribe,
    () => answers.refusalOf(conversationId),
    () => null,
  );
}
