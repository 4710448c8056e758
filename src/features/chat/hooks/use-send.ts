"use client";

import { randomUuid } from "~/lib/random-uuid";
import type { Attachment } from "../attachments";
import type { MessageView } from "../chat.schema";
import type { SendInput } from "../chat-stream.schema";
import { estimateTokens } from "../cost-bound";
import type { Refusal } from "./answer-store";
import { useChat } from "./chat-context";

type Message = {
  intent: "send" | "edit";
  parentId: string | null;
  text: string;
  modelId: string;
  /** The draft that the text was taken from. */
  draft: string;
};

/** Sends messages of a conversation and asks for other answers. What is sent shows at once. */
export function useSend(conversationId: string) {
  const { answers, drafts, files } = useChat();
  return {
    send({ intent, parentId, text, modelId, draft }: Message): void {
      drafts.take(draft);
      const attachments = files.take(draft);
      const fileIds = attachments.map(({ id }) => id);
      const ids = sameAgain(answers.refusalOf(conversationId), { text, parentId, fileIds }) ?? {
        messageId: randomUuid(),
        answerId: randomUuid(),
      };
      const question = shownMessage({ id: ids.messageId, parentId, role: "user", text, modelId, attachments });
      const answer = shownMessage({ id: ids.answerId, parentId: ids.messageId, role: "assistant", text: "", modelId });
      const input = { intent, conversationId, parentId, text, modelId, ...ids };
      answers.send(fileIds.length === 0 ? input : { ...input, attachments: fileIds }, { question, answer, draft });
    },
    regenerate(questionId: string, modelId: string): void {
      const answerId = randomUuid();
      const answer = shownMessage({ id: answerId, parentId: questionId, role: "assistant", text: "", modelId });
      answers.send(
        { intent: "regenerate", conversationId, messageId: questionId, answerId, modelId },
        { question: null, answer, draft: null },
      );
    },
  };
}

/**
 * The ids of the attempt before, where it is not known whether that one arrived: under the same ids the
 * server takes it once at most.
 */
function sameAgain(
  before: Refusal | null,
  now: { text: string; parentId: string | null; fileIds: readonly string[] },
): Pick<SendInput, "messageId" | "answerId"> | null {
  if (before === null || (before.error.code !== "internal" && before.error.code !== "unavailable")) return null;
  const { input } = before;
  if (input.intent === "regenerate" || input.text !== now.text || input.parentId !== now.parentId) return null;
  if ((input.attachments ?? []).join() !== now.fileIds.join()) return null;
  return { messageId: input.messageId, answerId: input.answerId };
}

function shownMessage(of: {
  id: string;
  parentId: string | null;
  role: "user" | "assistant";
  text: string;
  modelId: string;
  attachments?: Attachment[];
}): MessageView {
  const { id, parentId, role, text, modelId, attachments = [] } = of;
  return {
    id,
    parentId,
    role,
    status: role === "user" ? "complete" : "streaming",
    parts: text === "" ? [] : [{ type: "text", text }],
    modelId,
    finishReason: null,
    error: null,
    tokens: estimateTokens(text),
    droppedMessages: 0,
    attachments,
    leftOutFiles: 0,
    // The answer stands after its question, whatever the clock's resolution.
    createdAt: new Date(Date.now() + (role === "user" ? 0 : 1)),
    finishedAt: null,
    receipt: null,
  };
}
