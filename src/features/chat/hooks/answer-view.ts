import type { ErrorCode, ErrorDetails } from "~/lib/app-error";
import type { MessageStatus, MessageView, StoredPart } from "../chat.schema";
import type { FinishReason } from "../chat-limits";
import type { AnswerPhase, AnswerState } from "./answer-state";

/** An answer as it is shown: what the server has stored, or what this tab has heard of it since. */
export type AnswerView = {
  status: MessageStatus;
  /** How the stream stands; null where none is followed. */
  phase: AnswerPhase | null;
  parts: StoredPart[];
  text: string;
  finishReason: FinishReason | null;
  error: { code: ErrorCode; details: ErrorDetails; requestId: string } | null;
  /** Why this reader no longer hears the stream, when the answer itself may be well. */
  readerError: ErrorCode | null;
  /** So far while it is written, in all when it is done; null where it is not known yet. */
  chargedUcr: bigint | null;
  isEstimated: boolean;
  droppedMessages: number;
  leftOutFiles: number;
};

/** @param live what this tab follows; counts only until the server says how the answer ended. */
export function answerView(message: MessageView, live: AnswerState | undefined): AnswerView {
  if (message.status !== "streaming" || live === undefined) return storedView(message);
  const isBehind = textOf(live.parts).length < textOf(message.parts).length && live.phase !== "ended";
  const parts = isBehind ? message.parts : live.parts;
  return {
    status: live.outcome ?? "streaming",
    phase: live.phase,
    parts,
    text: textOf(parts),
    finishReason: live.finishReason,
    error: live.outcome === "failed" && live.error ? live.error : null,
    readerError: live.phase === "lost" ? (live.error?.code ?? "unavailable") : null,
    chargedUcr: live.chargedUcr ?? message.receipt?.chargedUcr ?? null,
    isEstimated: live.isEstimated,
    droppedMessages: Math.max(live.droppedMessages, message.droppedMessages),
    leftOutFiles: Math.max(live.leftOutFiles, message.leftOutFiles),
  };
}

function storedView(message: MessageView): AnswerView {
  const isDone = message.status !== "streaming";
  const settled = message.receipt?.state === "final" || message.receipt === null;
  return {
    status: message.status,
    phase: null,
    parts: message.parts,
    text: textOf(message.parts),
    finishReason: message.finishReason,
    error: message.error ? { ...message.error, requestId: requestIdOf(message.error.details) } : null,
    readerError: null,
    chargedUcr:
      isDone && settled ? (message.receipt?.chargedUcr ?? 0n) : isDone ? null : (message.receipt?.chargedUcr ?? null),
    isEstimated: message.receipt?.isEstimated ?? false,
    droppedMessages: message.droppedMessages,
    leftOutFiles: message.leftOutFiles,
  };
}

/** What was written, without the reasoning. */
export function textOf(parts: readonly StoredPart[]): string {
  return parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");
}

function requestIdOf(details: Record<string, unknown>): string {
  return typeof details.requestId === "string" ? details.requestId : "";
}
