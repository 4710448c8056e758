import type { UIMessage } from "ai";
import { z } from "zod";
import { type ErrorCode, type ErrorDetails, isErrorCode, notFound } from "~/lib/app-error";
import { maxAttachments } from "./attachments";
import { type FinishReason, maxTextChars } from "./chat-limits";

/**
 * The routes of the chat. All want the organisation's slug in the header `x-org`; errors before the stream
 * are `{ error: { code, details, requestId } }` with their status.
 *
 * POST /api/chat, body SendInput -> the answer as an AI SDK UI message stream (server-sent events).
 *   The client makes all ids. `answerId` is the key of the request: the same body again joins the running
 *   answer or replays the finished one, and is never charged twice; another body is 409 request_conflict.
 *   402, 403, 429 ... : nothing was sent and nothing was stored. Once the stream begins the question is safe.
 *   409 answer_in_progress {answerId}: the conversation has a running answer; join or stop it.
 * GET /api/chat/{answerId}/stream[?after=n | Last-Event-ID: n] -> the same bytes after event n, then live.
 *   Every event has an id. Header `x-stream-from` is n + 1 as asked for, or 1 where only a replay from the
 *   beginning is possible (the answer ended minutes ago): then drop what you have of it.
 *   It answers for finished answers as well (a replay). Closing it never stops the answer.
 * POST /api/chat/{answerId}/stop -> { stopped: boolean } (false: it had ended already).
 *
 * Events of a stream, in order:
 *   start {messageId: answerId, messageMetadata: AnswerMetadata}
 *   text-start, text-delta ..., text-end, also reasoning-*
 *   data-progress (transient, about one a second): AnswerProgress, what it came to so far
 *   finish {messageMetadata: AnswerMetadata with `finishReason` and the charge} after which `[DONE]`
 *   or abort (stopped; followed by a `message-metadata` with the charge) then `[DONE]`
 *   or error {errorText}: `parseStreamError(errorText)` gives the code; the answer failed, or, with
 *   session_expired, forbidden and not_found, this reader lost the right to read on.
 */
const id = z.uuid();

/** Everything that can be typed: no control characters but tab and line ends, no halves of characters. */
const text = z
  .string()
  .max(maxTextChars)
  .refine((value) => value.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(value), "control_character");

const modelId = z.string().min(1).max(200);

/** Ids of uploaded files that are the person's own, each once. */
const attachments = z
  .array(id)
  .max(maxAttachments)
  .refine((ids) => new Set(ids).size === ids.length, "twice");

export const SendInput = z.discriminatedUnion("intent", [
  z
    .strictObject({
      /** edit: `parentId` is the parent of the question that this one replaces, `messageId` a new id. */
      intent: z.enum(["send", "edit"]),
      /** Made by the client; an unknown one begins a conversation. */
      conversationId: id,
      /** Of the question. */
      messageId: id,
      answerId: id,
      parentId: id.nullable(),
      text,
      /** In the order to show. An edited question has those that are named here, and no others. */
      attachments: attachments.optional(),
      modelId,
    })
    .refine((input) => input.text.trim() !== "" || (input.attachments ?? []).length > 0, "empty"),
  z.strictObject({
    /** Another answer to the question `messageId`, maybe of another model. */
    intent: z.literal("regenerate"),
    conversationId: id,
    messageId: id,
    answerId: id,
    modelId,
  }),
]);
export type SendInput = z.infer<typeof SendInput>;

/** Room for the longest text with every character escaped. */
export const maxSendBytes = 700_000;

/** Of a message, from the address; what is no id belongs to no message. */
export function readId(value: string): string {
  const parsed = id.safeParse(value);
  if (!parsed.success) throw notFound("message");
  return parsed.data;
}

/** The number of the last event that a reader has: 0 where it has none, or says something else than a number. */
export function readAfter(url: URL, headers: Headers): number {
  const parsed = After.safeParse(url.searchParams.get("after") ?? headers.get("last-event-id"));
  return parsed.success ? parsed.data : 0;
}

const After = z.coerce.number().int().min(0).max(1_000_000_000);

/** Amounts are decimal strings: this travels as plain JSON. */
export type AnswerMetadata = {
  conversationId?: string;
  questionId?: string;
  modelId?: string;
  /** Older messages that did not fit into the model's context. */
  droppedMessages?: number;
  /** Files of the conversation that the model was not given. */
  leftOutFiles?: number;
  finishReason?: FinishReason;
  chargedUcr?: string;
  balanceUcr?: string;
  isEstimated?: boolean;
};

export type AnswerProgress = { outputTokens: number; chargedUcr: string };

export type ChatMessage = UIMessage<AnswerMetadata, { progress: AnswerProgress }>;

export type StreamError = { code: ErrorCode; details: ErrorDetails; requestId: string };

export function streamErrorText(error: StreamError): string {
  return JSON.stringify(error);
}

/** What an error event, or the body of a refused request, says; `internal` for anything else. */
export function parseStreamError(errorText: string): StreamError {
  const parsed = StreamErrorShape.safeParse(parseJson(errorText));
  return parsed.success ? parsed.data : { code: "internal", details: {}, requestId: "" };
}

const Core = z.object({
  code: z.custom<ErrorCode>(isErrorCode),
  details: z.record(z.string(), z.unknown()).default({}),
  requestId: z.string().default(""),
});
const StreamErrorShape = z.union([Core, z.object({ error: Core }).transform(({ error }) => error)]);

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
