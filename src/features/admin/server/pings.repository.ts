import type { OrgDb } from "~/server/db";

/** Writes down that somebody asks; what older ones left goes. */
export async function insertPing(db: OrgDb, nonce: string): Promise<void> {
  await db.$executeRaw`DELETE FROM job_ping WHERE asked_at < app_now() - interval '1 hour'`;
  await db.$executeRaw`INSERT INTO job_ping (nonce, asked_at) VALUES (${nonce}::uuid, app_now())`;
}

export async function answerPingRow(db: OrgDb, nonce: string): Promise<void> {
  await db.$executeRaw`UPDATE job_ping SET answered_at = app_now() WHERE nonce = ${nonce}::uuid AND answered_at IS NULL`;
}

export type PingProgress = { isDelivered: boolean; isAnswered: boolean };

/** How far an asked one has come: to the engine, through the function. */
export async function findPing(db: OrgDb, nonce: string, eventId: string): Promise<PingProgress> {
  const rows = await db.$queryRaw<PingProgress[]>`
    SELECT coalesce((SELECT delivered_at IS NOT NULL FROM event_outbox WHERE id = ${eventId}::uuid), false) AS "isDelivered",
      coalesce((SELECT answered_at IS NOT NULL FROM job_ping WHERE nonce = ${nonce}::uuid), false) AS "isAnswered"`;
  return rows[0] ?? { isDelivered: false, isAnswered: false };
}
