import { setTimeout as sleep } from "node:timers/promises";
import { notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { type AnswerKey, type JournalRow, readJournal } from "./answer-journal.repository";
import type { EventBatch } from "./answer-log";
import { recoverAnswers } from "./recover-answers.job";
import { replayEvents } from "./replay-events";
import type { RunningAnswer } from "./running-answers";

/** Somewhere to read an answer from. */
export type AnswerSource = {
  /**
   * Batches of events after number `after`, to the end of the answer. A first batch that begins at 1
   * although more was asked for is a replay from the beginning.
   */
  read(after: number, signal: AbortSignal): AsyncGenerator<EventBatch, void>;
};

/** How often the journal of an answer that another process writes is looked at. */
const followMs = 120;

/** An answer that this process is writing: no database is asked. */
export function liveSource(answer: RunningAnswer): AnswerSource {
  return { read: (after, signal) => answer.log.read(after, signal) };
}

/** An answer that is finished, or that another process writes. Throws `not_found` on the first read. */
export function storedSource(scope: OrgScope, key: AnswerKey): AnswerSource {
  return { read: (after, signal) => followJournal(scope, key, after, signal) };
}

async function* followJournal(
  scope: OrgScope,
  key: AnswerKey,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<EventBatch, void> {
  let position = after;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const rows = await readJournal(scope.sql, key, position);
    const [head] = rows;
    if (head === undefined) throw notFound("message");
    const events = eventsAfter(rows, position);
    if (events.length > 0) yield { firstSeq: position + 1, events };
    position += events.length;
    if (head.is_lost) await recoverAnswers(scope.backend, { answerId: key.answerId });
    else if (head.status !== "streaming") {
      // The journal of an answer that ended a while ago is gone: it is put together again from its parts.
      if (isFirst && head.seq === null) yield { firstSeq: 1, events: await replayEvents(scope, key) };
      return;
    } else await sleep(followMs, undefined, { signal }).catch(() => undefined);
  }
}

function eventsAfter(rows: readonly JournalRow[], position: number): string[] {
  return rows.flatMap(({ seq, payload }) => {
    if (seq === null || payload === null) return [];
    return payload.split("\n").slice(Math.max(0, position + 1 - seq));
  });
}
