import { finishReasons } from "../chat-limits";
import type { AnswerMetadata, StreamError } from "../chat-stream.schema";
import { readStreamError } from "./read-stream-error";

/** What an event of an answer's stream tells, reduced to what the thread shows. */
export type AnswerChunk =
  | { type: "start" | "finish" | "metadata"; metadata: AnswerMetadata }
  | { type: "part"; kind: "text" | "reasoning"; id: string }
  | { type: "delta"; kind: "text" | "reasoning"; id: string; delta: string }
  | { type: "progress"; outputTokens: number; chargedUcr: string }
  | { type: "abort" }
  | { type: "error"; error: StreamError }
  | { type: "done" };

/** Reads one event; null for kinds that the thread has no use for, and for what is not ours. */
export function readChunk(data: string): AnswerChunk | null {
  if (data === "[DONE]") return { type: "done" };
  const event = parseObject(data);
  const id = typeof event.id === "string" ? event.id : "";
  const kind = String(event.type).startsWith("reasoning") ? "reasoning" : "text";
  switch (event.type) {
    case "start":
    case "finish":
      return { type: event.type, metadata: metadataOf(event.messageMetadata) };
    case "message-metadata":
      return { type: "metadata", metadata: metadataOf(event.messageMetadata) };
    case "text-start":
    case "reasoning-start":
      return { type: "part", kind, id };
    case "text-delta":
    case "reasoning-delta":
      return typeof event.delta === "string" ? { type: "delta", kind, id, delta: event.delta } : null;
    case "data-progress":
      return progressOf(event.data);
    case "abort":
      return { type: "abort" };
    case "error":
      return { type: "error", error: readStreamError(String(event.errorText)) };
    default:
      return null;
  }
}

function progressOf(data: unknown): AnswerChunk | null {
  const { outputTokens, chargedUcr } = isObject(data) ? data : {};
  if (typeof outputTokens !== "number" || !isAmount(chargedUcr)) return null;
  return { type: "progress", outputTokens, chargedUcr };
}

function metadataOf(value: unknown): AnswerMetadata {
  if (!isObject(value)) return {};
  const text = (key: string): string | undefined => (typeof value[key] === "string" ? value[key] : undefined);
  const amount = (key: string): string | undefined => (isAmount(value[key]) ? value[key] : undefined);
  const { droppedMessages, leftOutFiles, isEstimated } = value;
  return {
    conversationId: text("conversationId"),
    questionId: text("questionId"),
    modelId: text("modelId"),
    chargedUcr: amount("chargedUcr"),
    balanceUcr: amount("balanceUcr"),
    finishReason: finishReasons.find((reason) => reason === value.finishReason),
    droppedMessages: typeof droppedMessages === "number" ? droppedMessages : undefined,
    leftOutFiles: typeof leftOutFiles === "number" ? leftOutFiles : undefined,
    isEstimated: typeof isEstimated === "boolean" ? isEstimated : undefined,
  };
}

function isAmount(value: unknown): value is string {
  return typeof value === "string" && /^-?\d{1,20}$/.test(value);
}

function parseObject(data: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(data);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
