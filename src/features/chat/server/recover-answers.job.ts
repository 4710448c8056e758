import { countTokensInSlices } from "~/adapters/models/tokenizer";
import { lapseHolds } from "~/features/ledger/server/lapse-holds.service";
import type { Backend } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { foldEvents, textOfParts } from "../answer-events";
import { titleWanted } from "../chat.events";
import { streamErrorText } from "../chat-stream.schema";
import { readEvents } from "./journal-events";
import {
  dropOldJournals,
  endLeasesOfTheDead,
  interruptAnswer,
  type LostAnswer,
  listChunks,
  lockLostAnswers,
} from "./lost-answers.repository";
import { leaseSeconds } from "./running-answers";

const perRun = 100;
/** A writer without a connection counts as dead when it has been silent for so long; it tells of itself every 1.5 s. */
const silentSeconds = 3;
const journalKeptSeconds = 300;

/**
 * Ends answers whose writer was lost, with the text that had been delivered: that and nothing else is what
 * the sweeper charges for. Harmless to run twice and at once.
 * @returns how many there were.
 */
export async function recoverAnswers(backend: Backend, only: { answerId: string } | null = null): Promise<number> {
  if (only === null) await endLeasesOfTheDead(backend.database.pool, leaseSeconds, silentSeconds);
  const lost = await inPlatform(backend.database, async (db) => {
    const answers = await lockLostAnswers(db, only?.answerId ?? null, perRun);
    for (const answer of answers) await interrupt(db, answer);
    return answers;
  });
  for (const answer of lost) {
    // What was delivered is charged as soon as the sweeper comes by, and the receipt is no longer pending. Not in the same
    // transaction: a writer that lives after all locks the hold first and then the answer.
    await lapseHolds(backend.database.pool, answer.org_id, answer.id);
    backend.events.publish(answer.org_id, {
      type: "conversation",
      userId: answer.user_id,
      conversationId: answer.conversation_id,
      change: "finished",
    });
  }
  return lost.length;
}

/** Once the parts of an answer are stored, its journal is only for readers who lost their connection moments ago. */
export function tidyJournals(backend: Backend): Promise<number> {
  return inPlatform(backend.database, (db) => dropOldJournals(db, journalKeptSeconds));
}

async function interrupt(db: OrgDb, answer: LostAnswer): Promise<void> {
  const chunks = await listChunks(db, answer.id);
  const parts = foldEvents(chunks.flatMap(({ payload }) => readEvents(payload)));
  const text = textOfParts(parts);
  const tokens = await countTokensInSlices(text);
  const last = chunks.at(-1);
  const seq = last === undefined ? 1 : last.seq + last.payload.split("\n").length;
  const errorText = streamErrorText({ code: "answer_interrupted", details: {}, requestId: "" });
  await interruptAnswer(
    db,
    answer,
    { parts, text, tokens },
    { seq, payload: JSON.stringify({ type: "error", errorText }) },
  );
  if (text === "") return;
  // Whether it still wants a name is looked at then.
  await emitEvent(db, titleWanted, { answerId: answer.id }, { orgId: answer.org_id, key: `title:${answer.id}` });
}
