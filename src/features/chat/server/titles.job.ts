import { generateText, type ModelMessage } from "ai";
import { meteredModel } from "~/features/metering/server/metered-model";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { log } from "~/server/log";
import { cleanTitle } from "../clean-title";
import { claimUntitled, saveTitle, type Untitled } from "./titles.repository";

const perRun = 8;
const claimSeconds = 120;
/** Enough for a model that thinks before it names. */
const maxOutputTokens = 200;
const minOutputTokens = 8;

const instructions =
  "Write a title for this conversation: at most six words, in the language of the first question. Answer with the title alone, without quotation marks.";

/**
 * Has a model name the conversations that have no name yet: one metered call each, ever. Where that is
 * refused or fails, the first words stay.
 * @returns how many were looked at.
 */
export async function makeTitles(backend: Backend, signal: AbortSignal): Promise<number> {
  const untitled = await inPlatform(backend.database, (db) => claimUntitled(db, perRun, claimSeconds));
  await Promise.all(untitled.map((conversation) => nameOne(backend, conversation, signal)));
  return untitled.length;
}

async function nameOne(backend: Backend, conversation: Untitled, signal: AbortSignal): Promise<void> {
  const title = (await askModel(backend, conversation, signal)) ?? conversation.title;
  if (signal.aborted) return;
  const named = await inPlatform(backend.database, (db) => saveTitle(db, conversation.id, title));
  if (named === 0) return;
  const { orgId, userId, id: conversationId } = conversation;
  backend.events.publish(orgId, { type: "conversation", userId, conversationId, change: "title" });
}

async function askModel(backend: Backend, conversation: Untitled, signal: AbortSignal): Promise<string | undefined> {
  const { orgId, userId, modelId, question, answer, tokensPerMonth } = conversation;
  if (question === "" || answer === "") return undefined;
  try {
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
      // The same for every attempt: whoever comes second is refused, so that it is never paid for twice.
      requestId: `title:${conversation.id}`,
      conversationId: conversation.id,
      maxOutputTokens,
      minOutputTokens,
    });
    const messages: ModelMessage[] = [
      { role: "user", content: question },
      { role: "assistant", content: answer },
      { role: "user", content: "Title:" },
    ];
    const result = await generateText({
      model,
      instructions,
      messages,
      maxOutputTokens,
      maxRetries: 0,
      abortSignal: signal,
    });
    return cleanTitle(result.text);
  } catch (error) {
    log().debug({ orgId, conversationId: conversation.id, err: error }, "no title was made; the first words stay");
    return undefined;
  }
}
