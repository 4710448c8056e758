"use client";

import { useEffect, useState } from "react";
import { readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";
import type { ConversationView, MessageView } from "../chat.schema";
import { type BranchChoice, chooseBranch, type PathStep, pathOf } from "./branches";
import { useChat } from "./chat-context";
import { useFollowedAnswers } from "./use-answers";

/** A conversation as this tab shows it: the branch on screen, what is running, and how to change branches. */
export function useThread(conversationId: string, isNew: boolean, initial: InitialThread | null) {
  const { answers } = useChat();
  const followed = useFollowedAnswers(conversationId);
  const known = initial?.conversationId === conversationId ? initial : null;
  const query = api.chat.get.useQuery(
    { conversationId },
    {
      enabled: !isNew,
      retry: (count, error) => readClientError(error).code !== "not_found" && count < 2,
      ...(known?.view ? { initialData: known.view } : {}),
    },
  );
  const view = query.data;
  const messages = merged(view?.messages ?? [], followed);
  const branches = useBranches(conversationId, messages, view?.conversation.activeLeafId ?? null);

  const runningId = view?.runningAnswerId ?? null;
  useEffect(() => {
    if (runningId !== null) answers.join(runningId, conversationId);
  }, [answers, runningId, conversationId]);

  // A stream may hang behind a broken line; the server's word that the answer is over counts.
  const ended = followed.filter((answer) => !answer.isOver && isOver(view?.messages, answer.answerId));
  useEffect(() => {
    for (const { answerId } of ended) answers.leave(answerId);
  }, [answers, ended]);

  const here = followed.find((answer) => !answer.isOver && !ended.includes(answer));
  const isOverHere = followed.some((answer) => answer.answerId === runningId && answer.isOver);
  return {
    conversation: view?.conversation ?? null,
    modelNames: view?.modelNames,
    messages,
    path: branches.path,
    selectBranch: branches.select,
    runningId: here?.answerId ?? (isOverHere ? null : runningId),
    isStopping: here?.isStopping ?? false,
    isLoading: !isNew && query.isPending && messages.length === 0,
    isMissing: isMissing(query.error),
    hasFailed: query.isError && (messages.length === 0 || isMissing(query.error)),
    error: query.error,
    refetch: () => void query.refetch(),
  };
}

/** Deleted, or never there. Whoever no longer belongs to the organisation keeps what is on the screen. */
function isMissing(error: unknown): boolean {
  if (error === null) return false;
  const { code, details } = readClientError(error);
  return code === "not_found" && details.what !== "organization";
}

function isOver(stored: readonly MessageView[] | undefined, answerId: string): boolean {
  const message = stored?.find((candidate) => candidate.id === answerId);
  return message !== undefined && message.status !== "streaming";
}

/** What the server found for the address that the page was loaded at. */
export type InitialThread = { conversationId: string; view: ConversationView | null };

export type Thread = ReturnType<typeof useThread>;

/** The server's messages, and those of this tab that it does not have yet. */
function merged(stored: readonly MessageView[], followed: ReturnType<typeof useFollowedAnswers>): MessageView[] {
  const known = new Set(stored.map((message) => message.id));
  const own = followed.flatMap(({ question, answer }) => [question, answer]);
  return [...stored, ...own.filter((message) => message !== null).filter((message) => !known.has(message.id))];
}

function useBranches(conversationId: string, messages: readonly MessageView[], activeLeafId: string | null) {
  const save = api.chat.setBranch.useMutation();
  // What was chosen here counts until the server knows of another leaf; choices below a fork are remembered.
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const leaf = chosen?.base === activeLeafId ? chosen.leaf : activeLeafId;
  const newest = messages.at(-1);
  const isNewer = newest?.status === "streaming" && chosen?.newestId !== newest.id;
  const choice = chooseBranch(messages, chosen?.memory ?? {}, (isNewer ? newest.id : leaf) ?? "");
  const path: PathStep<MessageView>[] = pathOf(messages, choice);

  function select(messageId: string): void {
    const memory = chooseBranch(messages, choice, messageId);
    const end = pathOf(messages, memory).at(-1)?.message.id ?? messageId;
    setChosen({ base: activeLeafId, leaf: end, memory, newestId: newest?.id });
    save.mutate({ conversationId, leafId: end });
  }
  return { path, select };
}

/** A branch picked here: over which leaf of the server's, and what was newest then (what is newer shows itself). */
type Chosen = { base: string | null; leaf: string; memory: BranchChoice; newestId: string | undefined };
