import { generateText, type ModelMessage } from "ai";
import { meteredModel } from "~/features/metering/server/metered-model";
import { AppError, type ErrorCode } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { TryLaterError } from "~/server/job-errors";
import { cleanTitle } from "../clean-title";
import { beginAttempt, findEarlierCall, findUntitled, saveTitle, type Untitled } from "./titles.repository";

/** Enough for a model that thinks before it names. */
const maxOutputTokens = 200;
const minOutputTokens = 8;
/** A call whose process died is closed by the sweeper within five minutes: four of these. */
const openCallSeconds = 90;

const instructions =
  "Write a title for this conversation: at most six words, in the language of the first question. Answer with the title alone, without quotation marks.";

/** Refusals that another attempt meets again. */
const lasting: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "insufficient_credits",
  "member_limit",
  "account_frozen",
  "model_unpriced",
  "model_unavailable",
  "unknown_model",
  "context_too_long",
]);

export type TitleOutcome = { outcome: "made" | "first_words" | "named_already"; why?: string };

/**
 * Has a model name the conversation of this answer, by a metered call that is paid for once, however often it
 * is tried. Where it is refused for good the first words stay. Harmless to run twice and at once.
 * @throws what the model's provider failed with, for the next attempt.
 */
export async function makeTitle(backend: Backend, answerId: string): Promise<TitleOutcome> {
  const conversation = await inPlatform(backend.database, (db) => findUntitled(db, answerId));
  if (conversation === undefined) return { outcome: "named_already" };
  if (conversation.question === "" || conversation.answer === "")
    return keep(backend, conversation, "nothing was said");
  const earlier = await inPlatform(backend.database, (db) => findEarlierCall(db, conversation));
  if (earlier === "paid") return keep(backend, conversation, "an earlier call was paid for");
  if (earlier === "open") throw new TryLaterError("an earlier call is not closed yet", openCallSeconds);
  if (!(await inPlatform(backend.database, (db) => beginAttempt(db, conversation.id, conversation.attempts)))) {
    throw new TryLaterError("another attempt has begun", openCallSeconds);
  }
  try {
    const title = await askModel(backend, conversation);
    if (title === undefined) return await keep(backend, conversation, "the model wrote no title");
    await name(backend, conversation, title);
    return { outcome: "made" };
  } catch (error) {
    if (error instanceof AppError && lasting.has(error.code)) return keep(backend, conversation, error.code);
    throw error;
  }
}

/** When all attempts are over: the first words stay, and nobody tries any more. */
export async function keepFirstWords(backend: Backend, answerId: string): Promise<TitleOutcome> {
  const conversation = await inPlatform(backend.database, (db) => findUntitled(db, answerId));
  if (conversation === undefined) return { outcome: "named_already" };
  return keep(backend, conversation, "no attempt succeeded");
}

async function keep(backend: Backend, conversation: Untitled, why: string): Promise<TitleOutcome> {
  await name(backend, conversation, conversation.title);
  return { outcome: "first_words", why };
}

async function name(backend: Backend, conversation: Untitled, title: string): Promise<void> {
  const named = await inPlatform(backend.database, (db) => saveTitle(db, conversation.id, title));
  if (named === 0) return;
  const { orgId, userId, id: conversationId } = conversation;
  backend.events.publish(orgId, { type: "conversation", userId, conversationId, change: "title" });
}

async function askModel(backend: Backend, conversation: Untitled): Promise<string | undefined> {
  const { orgId, userId, modelId, question, answer, tokensPerMonth, attempts } = conversation;
  const scope = {
    orgId,
    userId,
    sql: backend.database.pool,
    ports: backend.ports,
    tokensPerMonth: tokensPerMonth === null ? null : Number(tokensPerMonth),
    backend,
  };
  const { model } = meteredModel(scope, {
    modelId,
    purpose: "title",
    // One of its own for each attempt; an attempt is made only when no earlier one can still be charged.
    requestId: attempts === 0 ? `title:${conversation.id}` : `title:${conversation.id}:again-${attempts}`,
    conversationId: conversation.id,
    maxOutputTokens,
    minOutputTokens,
  });
  const messages: ModelMessage[] = [
    { role: "user", content: question },
    { role: "assistant", content: answer },
    { role: "user", content: "Title:" },
  ];
  const result = await generateText({ model, instructions, messages, maxOutputTokens, maxRetries: 0 });
  return cleanTitle(result.text);
}
