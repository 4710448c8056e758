import type { OrgDb, Sql } from "~/server/db";
import type { StoredPart } from "../chat.schema";

export type LostAnswer = { id: string; org_id: string; user_id: string; conversation_id: string };

/** Ends the leases of writers that are silent and have no connection to the database any more. Not inside a transaction of the console. */
export async function endLeasesOfTheDead(sql: Sql, leaseSeconds: number, silentSeconds: number): Promise<void> {
  await sql.query("SELECT chat_end_leases($1, $2)", [leaseSeconds, silentSeconds]);
}

/** Answers whose writer gave no sign of life for longer than its lease, locked; those locked already are left out. */
export function lockLostAnswers(db: OrgDb, answerId: string | null, limit: number): Promise<LostAnswer[]> {
  return db.$queryRaw<LostAnswer[]>`
    SELECT id, org_id, user_id, conversation_id FROM chat_message
    WHERE status = 'streaming' AND lease_expires_at <= app_now() AND (${answerId}::uuid IS NULL OR id = ${answerId}::uuid)
    ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

/** The journal of an answer, in order. */
export function listChunks(db: OrgDb, messageId: string): Promise<{ seq: number; payload: string }[]> {
  return db.messageChunk.findMany({
    where: { messageId },
    select: { seq: true, payload: true },
    orderBy: { seq: "asc" },
  });
}

/** Ends a lost answer with what had been delivered of it. */
export async function interruptAnswer(
  db: OrgDb,
  answer: LostAnswer,
  kept: { parts: StoredPart[]; text: string; tokens: number },
  last: { seq: number; payload: string },
): Promise<void> {
  await db.messageChunk.create({
    data: { orgId: answer.org_id, messageId: answer.id, ...last },
    select: { seq: true },
  });
  await db.$executeRaw`
    UPDATE chat_message SET status = 'interrupted', parts = ${JSON.stringify(kept.parts)}::jsonb, text = ${kept.text},
      tokens = ${kept.tokens}, error_code = 'answer_interrupted', error_details = '{}', finished_at = app_now()
    WHERE id = ${answer.id}::uuid`;
}

/** Drops the journals of answers that ended longer ago than any reader stays away for. Returns the rows dropped. */
export function dropOldJournals(db: OrgDb, keptSeconds: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM message_chunk c USING chat_message m
    WHERE m.id = c.message_id AND m.finished_at < app_now() - make_interval(secs => ${keptSeconds}::float8)`;
}
