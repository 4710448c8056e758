import { countTokensInSlices } from "~/adapters/models/tokenizer";
import type { Backend } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { foldEvents, textOfParts } from "../answer-events";
import { titleWanted } from "../chat.events";
import { streamErrorText } from "../chat-stream.schema";
import { readEvents } from "./journal-events";
import {
  dropOldJournals,
  interruptAnswer,
  type LostAnswer,
  listChunks,
  lockLostAnswers,
} from "./lost-answers.repository";

const perRun = 100;
const journalKeptSeconds = 300;

/**
 * Ends answers whose writer was lost, with the text that had been delivered: that and nothing else is what
 * the sweeper charges for. Harmless to run twice and at once.
 * @returns how many there were.
 */
export async function recoverAnswers(backend: Backend, only: { answerId: string } | null = null): Promise<number> {
  const lost = await inPlatform(backend.database, async (db) => {
    const answers = await lockLostAnswers(db, only?.answerId ?? null, perRun);
    for (const answer of answers) await interrupt(db, answer);
    return answers;
  });
  for (const answer of lost) {
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
