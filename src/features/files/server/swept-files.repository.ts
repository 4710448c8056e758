import type { OrgDb } from "~/server/db";

/** For the jobs, which see every organisation. */
export type DiscardedFile = { id: string; key: string };

export function listDiscarded(db: OrgDb, fileIds: readonly string[]): Promise<DiscardedFile[]> {
  return db.storedFile.findMany({
    where: { id: { in: [...fileIds] }, state: "deleted" },
    select: { id: true, key: true },
  });
}

/** The last that is known of files whose bytes are gone. */
export async function removeRows(db: OrgDb, fileIds: readonly string[]): Promise<void> {
  await db.storedFile.deleteMany({ where: { id: { in: [...fileIds] }, state: "deleted" } });
}

/**
 * Marks files that nobody will miss as deleted, and returns them with those that were marked before: uploads that
 * never came or were refused, what nothing came to refer to, what belongs to a person or organisation that is gone.
 * @param now for the limits below, in hours.
 */
export async function markForgotten(
  db: OrgDb,
  options: { now: Date; unfinishedHours: number; unclaimedHours: number; most: number },
): Promise<DiscardedFile[]> {
  const { now, unfinishedHours, unclaimedHours, most } = options;
  return db.$queryRaw<DiscardedFile[]>`
    WITH forgotten AS (
      SELECT f.id FROM stored_file f
      WHERE f.state = 'deleted'
        OR (f.state = 'pending' AND f.expires_at < ${now}::timestamptz - make_interval(hours => ${unfinishedHours}::int))
        OR (f.state = 'refused' AND f.created_at < ${now}::timestamptz - make_interval(hours => ${unclaimedHours}::int))
        OR (f.state = 'ready' AND f.claimed_at IS NULL
          AND f.created_at < ${now}::timestamptz - make_interval(hours => ${unclaimedHours}::int))
        OR NOT EXISTS (SELECT FROM app_user_account u WHERE u.id = f.user_id)
        OR (f.org_id IS NOT NULL AND NOT EXISTS (SELECT FROM organization o WHERE o.id = f.org_id))
      ORDER BY f.id LIMIT ${most}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE stored_file f SET state = 'deleted', deleted_at = coalesce(f.deleted_at, app_now()), expires_at = NULL
    FROM forgotten WHERE f.id = forgotten.id RETURNING f.id, f.key`;
}

/** Those of the keys under which a file lies, or is awaited. */
export async function listKnownKeys(db: OrgDb, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.storedFile.findMany({ where: { key: { in: [...keys] } }, select: { key: true } });
  return new Set(rows.map(({ key }) => key));
}
