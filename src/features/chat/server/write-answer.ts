import { setTimeout as sleep } from "node:timers/promises";
import {
  type FinishReason as ModelFinishReason,
  type ModelMessage,
  streamText,
  type TextStreamPart,
  type ToolSet,
} from "ai";
import { countTokensInSlices } from "~/adapters/models/tokenizer";
import { chargeUcr } from "~/features/ledger/markup";
import { providerCostPusd } from "~/features/ledger/rates";
import { noTokens } from "~/features/ledger/token-buckets";
import { openDeliveryGate } from "~/features/metering/server/delivery-gate";
import type { Meter } from "~/features/metering/server/meter";
import type { OpenHold } from "~/features/metering/server/metered-call";
import { meteredModel } from "~/features/metering/server/metered-model";
import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { noteFirstWords } from "~/server/telemetry/first-words";
import { type AnswerDelta, type AnswerEvent, textOfParts } from "../answer-events";
import type { ModelChoice } from "../chat.schema";
import type { FinishReason } from "../chat-limits";
import { type AnswerMetadata, type AnswerProgress, streamErrorText } from "../chat-stream.schema";
import { AnswerWriter } from "./answer-writer";
import { failureOf } from "./failure-of";
import { politeModel } from "./polite-model";
import type { EndReason, RunningAnswer } from "./running-answers";
import { systemPrompt } from "./system-prompt";

export type AnswerTask = {
  scope: OrgScope;
  answer: RunningAnswer;
  questionId: string;
  model: ModelChoice;
  messages: ModelMessage[];
  droppedMessages: number;
  leftOutFiles: number;
  /** Aborted with an EndReason. */
  signal: AbortSignal;
  /** Answers that this process writes at the moment. */
  crowd: () => number;
};

type Ending =
  | { status: "complete"; finishReason: FinishReason }
  | { status: "stopped" }
  | { status: "failed"; error: AppError };

/** Less than this of an answer is not worth sending a message for. */
const minOutputTokens = 32;
/** How long the first words have the way to themselves. */
const firstShownMs = 1_000;

/**
 * Lets a model answer, and sees to it that the answer is stored, charged and shown, in whichever way it ends.
 * @param onAccepted called once the provider is asked. A refusal before that rejects, and nothing was stored.
 */
export async function writeAnswer(task: AnswerTask, onAccepted: () => void): Promise<void> {
  const { scope, answer } = task;
  let hold: OpenHold | undefined;
  const { model, meter } = meteredModel(scope, {
    modelId: task.model.id,
    purpose: "chat",
    requestId: answer.key.answerId,
    conversationId: answer.conversationId,
    messageId: answer.key.answerId,
    minOutputTokens,
    onHold: (opened) => {
      if (hold === undefined) accept();
      hold = opened;
    },
  });
  const writer = new AnswerWriter(scope.sql, answer, async () => hold && progressOf(hold, await meter.progress()));
  void writer.shown.then(noteFirstWords);
  const accept = () => {
    writer.begin({ type: "start", messageId: answer.key.answerId, messageMetadata: beginningOf(task) });
    onAccepted();
  };
  const gate = openDeliveryGate<AnswerDelta>(meter, {
    write: (deltas, checkpoint) => writer.write(deltas, checkpoint),
    publish: () => writer.publish(),
    // The more answers are written at once, the longer each gathers: the journal's load stays what it was.
    get intervalMs() {
      return Math.min(15 + task.crowd() * 1.5, 300);
    },
  });
  const result = streamText({
    model: politeModel(model, () => firstShown(writer, task.signal)),
    instructions: systemPrompt(scope.user.locale),
    messages: task.messages,
    maxOutputTokens: task.model.maxOutputTokens,
    maxRetries: 0,
    abortSignal: task.signal,
    onError: () => undefined,
  });
  const ending = await followModel(
    result.stream,
    (delta) => gate.deliver(delta),
    task.signal,
    () => hold,
  );
  await gate.close();
  if (hold === undefined) {
    if (ending.status === "failed") throw ending.error;
    accept();
  }
  await finish(writer, meter, ending, task);
}

/** Waits no longer than a write is tried, and not at all for an answer that is stopped. */
async function firstShown(writer: AnswerWriter, signal: AbortSignal): Promise<void> {
  await Promise.race([writer.shown, sleep(firstShownMs, undefined, { signal, ref: false }).catch(() => undefined)]);
}

/** Reads the model to its end, also past an error: what it used may come after that. */
async function followModel(
  stream: AsyncIterable<TextStreamPart<ToolSet>>,
  deliver: (delta: AnswerDelta) => Promise<void> | undefined,
  signal: AbortSignal,
  hold: () => OpenHold | undefined,
): Promise<Ending> {
  let ending: Ending | undefined;
  try {
    for await (const part of stream) {
      if (part.type === "text-delta" || part.type === "reasoning-delta") {
        if (part.text === "") continue;
        const waiting = deliver({ type: part.type, id: part.id, delta: part.text });
        if (waiting !== undefined) await waiting;
      } else if (part.type === "finish") ending ??= completed(part.finishReason, hold());
      else if (part.type === "error") ending ??= failed(part.error, signal);
      else if (part.type === "abort") ending ??= failed(undefined, signal);
    }
  } catch (error) {
    ending ??= failed(error, signal);
  }
  return ending ?? failed(undefined, signal);
}

function completed(reason: ModelFinishReason, hold: OpenHold | undefined): Ending {
  switch (reason) {
    case "stop":
      return { status: "complete", finishReason: "stop" };
    case "length":
      return { status: "complete", finishReason: hold?.isCappedByCredits ? "credits" : "length" };
    case "content-filter":
      return { status: "complete", finishReason: "content_filter" };
    case "error":
      return { status: "failed", error: new AppError("provider_error", "the provider ended the answer with an error") };
    default:
      return { status: "complete", finishReason: "other" };
  }
}

function failed(error: unknown, signal: AbortSignal): Ending {
  if (!signal.aborted) return { status: "failed", error: failureOf(error) };
  const reason: EndReason = signal.reason;
  if (reason === "stopped") return { status: "stopped" };
  if (typeof reason === "object") {
    const details = { why: reason.accessEnded };
    return { status: "failed", error: new AppError("access_ended", `access ended: ${details.why}`, { details }) };
  }
  return { status: "failed", error: new AppError(reason === "timeout" ? "provider_stalled" : "unavailable", reason) };
}

async function finish(writer: AnswerWriter, meter: Meter, ending: Ending, task: AnswerTask): Promise<void> {
  const parts = writer.parts;
  const text = textOfParts(parts);
  const charged = chargesOf(meter);
  const error = ending.status === "failed" ? { code: ending.error.code, details: ending.error.details } : null;
  const finishReason = ending.status === "complete" ? ending.finishReason : null;
  const last: AnswerEvent[] =
    ending.status === "complete"
      ? [{ type: "finish", messageMetadata: { ...charged, finishReason: ending.finishReason } }]
      : [
          { type: "message-metadata", messageMetadata: charged },
          error === null
            ? { type: "abort" }
            : { type: "error", errorText: streamErrorText({ ...error, requestId: task.scope.requestId }) },
        ];
  await writer.finish(last, {
    status: ending.status,
    parts,
    text,
    tokens: await countTokensInSlices(text),
    finishReason,
    error,
    droppedMessages: task.droppedMessages,
  });
}

function beginningOf(task: AnswerTask): AnswerMetadata {
  return {
    conversationId: task.answer.conversationId,
    questionId: task.questionId,
    modelId: task.model.id,
    droppedMessages: task.droppedMessages,
    ...(task.leftOutFiles > 0 && { leftOutFiles: task.leftOutFiles }),
  };
}

/** What it came to, all calls together; empty when there was no charge, or none yet. */
function chargesOf(meter: Meter): AnswerMetadata {
  const last = meter.charges.at(-1);
  if (last === undefined) return {};
  return {
    chargedUcr: meter.charges.reduce((sum, charge) => sum + charge.chargeUcr, 0n).toString(),
    balanceUcr: last.balanceUcr.toString(),
    isEstimated: meter.charges.some((charge) => charge.basis !== "provider"),
  };
}

function progressOf(hold: OpenHold, tokens: { inputTokens: number; outputTokens: number }): AnswerProgress {
  const cost = providerCostPusd(hold.price, { ...noTokens, input: tokens.inputTokens, output: tokens.outputTokens });
  return { outputTokens: tokens.outputTokens, chargedUcr: chargeUcr(hold.markup, cost).toString() };
}
