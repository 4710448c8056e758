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

/** Counted up to this, so that a page that looks every few seconds costs the same however much there is. */
export const mostCounted = 10_000;

/** Counts are at most `mostCounted`. */
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
      (SELECT count(*)::int FROM (SELECT FROM event_outbox
        WHERE delivered_at IS NULL AND dead_at IS NULL LIMIT ${mostCounted}) w) AS waiting,
      (SELECT created_at FROM event_outbox
        WHERE delivered_at IS NULL AND dead_at IS NULL ORDER BY seq LIMIT 1) AS "oldestAt",
      (SELECT count(*)::int FROM (SELECT FROM event_outbox
        WHERE dead_at IS NOT NULL AND delivered_at IS NULL LIMIT ${mostCounted}) d) AS dead,
      (SELECT count(*)::int FROM (SELECT FROM event_outbox
        WHERE delivered_at > app_now() - interval '1 hour' LIMIT ${mostCounted}) h) AS "deliveredLastHour"`;
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

/** Deletes what was delivered long ago, at most `most` with a key and as many without. Returns how many there were. */
export async function deleteDelivered(
  db: OrgDb,
  limits: { keptHours: number; keptWithKeyDays: number; most: number },
): Promise<number> {
  const without = await db.$executeRaw`
    DELETE FROM event_outbox WHERE seq = ANY (ARRAY(
      SELECT seq FROM event_outbox
      WHERE key IS NULL AND delivered_at < app_now() - make_interval(hours => ${limits.keptHours}::int)
      ORDER BY delivered_at LIMIT ${limits.most}))`;
  const withKey = await db.$executeRaw`
    DELETE FROM event_outbox WHERE seq = ANY (ARRAY(
      SELECT seq FROM event_outbox
      WHERE key IS NOT NULL AND delivered_at < app_now() - make_interval(days => ${limits.keptWithKeyDays}::int)
      ORDER BY delivered_at LIMIT ${limits.most}))`;
  return without + withKey;
}
