import { notFound } from "~/lib/app-error";
import type { PlatformContext } from "~/server/api/procedures";
import { recordAudit } from "~/server/audit";
import { noteEmission } from "~/server/outbox-wake";
import type { UndeliveredInput } from "../jobs.schema";
import { listUndelivered, reviveEvent, type UndeliveredEvent } from "./outbox.repository";

/** Events that the engine does not have yet, oldest first. */
export async function readUndelivered(
  { db }: PlatformContext,
  { dead, cursor, limit }: UndeliveredInput,
): Promise<{ events: Omit<UndeliveredEvent, "seq">[]; nextCursor: string | null }> {
  const rows = await listUndelivered(db, { dead, after: BigInt(cursor ?? 0), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map(({ seq: _seq, ...event }) => event),
    nextCursor: rows.length > limit && last !== undefined ? String(last.seq) : null,
  };
}

/** Has an event tried again that was given up. Throws `not_found` when it was not. */
export async function deliverAgain(
  { db, userId, requestId }: PlatformContext,
  eventId: string,
): Promise<{ eventId: string }> {
  if (!(await reviveEvent(db, eventId))) throw notFound("event");
  noteEmission(db);
  await recordAudit(db, {
    orgId: null,
    actorId: userId,
    actorRole: "superadmin",
    action: "jobs.deliver_again",
    subject: eventId,
    requestId,
  });
  return { eventId };
}
