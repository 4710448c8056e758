import type { OrgDb } from "~/server/db";

/** An event that the engine does not have yet. `dead`: it was refused so often that it is not tried any more. */
export type UndeliveredEvent = {
  seq: bigint;
  id: string;
  orgId: string | null;
  name: string;
  version: number;
  createdAt: Date;
  attempts: number;
  retryAt: Date | null;
  deadAt: Date | null;
  lastError: string | null;
};

export type OutboxState = {
  waiting: number;
  dead: number;
  oldestAt: Date | null;
  deliveredLastHour: number;
  relay: { seenAt: Date; deliveredAt: Date | null; failingSince: Date | null; lastError: string | null } | null;
};

export async function findOutboxState(db: OrgDb): Promise<OutboxState> {
  const [counts] = await db.$queryRaw<Omit<OutboxState, "relay">[]>`
    SELECT
      (SELECT count(*)::int FROM event_outbox WHERE delivered_at IS NULL AND dead_at IS NULL) AS waiting,
      (SELECT min(created_at) FROM event_outbox WHERE delivered_at IS NULL AND dead_at IS NULL) AS "oldestAt",
      (SELECT count(*)::int FROM event_outbox WHERE dead_at IS NOT NULL AND delivered_at IS NULL) AS dead,
      (SELECT count(*)::int FROM event_outbox WHERE delivered_at > app_now() - interval '1 hour') AS "deliveredLastHour"`;
  const [relay] = await db.$queryRaw<NonNullable<OutboxState["relay"]>[]>`
    SELECT seen_at AS "seenAt", delivered_at AS "deliveredAt", failing_since AS "failingSince", last_error AS "lastError"
    FROM outbox_relay`;
  const none = { waiting: 0, dead: 0, oldestAt: null, deliveredLastHour: 0 };
  return { ...(counts ?? none), relay: relay ?? null };
}

/** Oldest first, those that were given up before those that wait. `after` is the `seq` of the last one shown. */
export function listUndelivered(
  db: OrgDb,
  page: { dead: boolean; after: bigint; limit: number },
): Promise<UndeliveredEvent[]> {
  return db.$queryRaw<UndeliveredEvent[]>`
    SELECT seq, id, org_id AS "orgId", name, version, created_at AS "createdAt", attempts, retry_at AS "retryAt",
      dead_at AS "deadAt", last_error AS "lastError"
    FROM event_outbox
    WHERE delivered_at IS NULL AND (dead_at IS NOT NULL) = ${page.dead} AND seq > ${page.after}
    ORDER BY seq LIMIT ${page.limit}`;
}

/** Has the relay try an event again that it had given up. Returns false when there is no such event. */
export async function reviveEvent(db: OrgDb, id: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE event_outbox SET dead_at = NULL, retry_at = NULL, tried_at = NULL, attempts = 0
    WHERE id = ${id}::uuid AND dead_at IS NOT NULL AND delivered_at IS NULL`;
  return changed > 0;
}

/** Deletes what was delivered long ago. Returns how many there were. */
export function deleteDelivered(
  db: OrgDb,
  limits: { keptHours: number; keptWithKeyDays: number; perRun: number },
): Promise<number> {
  return db.$executeRaw`
    DELETE FROM event_outbox WHERE seq = ANY (ARRAY(
      SELECT seq FROM event_outbox
      WHERE delivered_at < app_now() - make_interval(hours => ${limits.keptHours}::int)
        AND (key IS NULL OR delivered_at < app_now() - make_interval(days => ${limits.keptWithKeyDays}::int))
      LIMIT ${limits.perRun}))`;
}
