import type { OrgDb } from "~/server/db";

/** For the jobs, which see every organisation. */
export type DiscardedFile = { id: string; key: string; createdAt: Date };

export function listDiscarded(db: OrgDb, fileIds: readonly string[]): Promise<DiscardedFile[]> {
  return db.storedFile.findMany({
    where: { id: { in: [...fileIds] }, state: "deleted" },
    select: { id: true, key: true, createdAt: true },
  });
}

/** The last that is known of files whose bytes are gone. */
export async function removeRows(db: OrgDb, fileIds: readonly string[]): Promise<void> {
  await db.storedFile.deleteMany({ where: { id: { in: [...fileIds] }, state: "deleted" } });
}

/**
 * Marks files that nobody will miss as deleted, and returns them with those that were marked before: uploads that
 * were refused, what nothing came to refer to, what belongs to a person or organisation that is gone. What an
 * organisation still shows stays when the person who brought it goes.
 * @param options.after the last id of the batch before; null for the first.
 */
export async function markForgotten(
  db: OrgDb,
  options: { now: Date; unclaimedHours: number; after: string | null; most: number },
): Promise<DiscardedFile[]> {
  const { now, unclaimedHours, after, most } = options;
  const rows = await db.$queryRaw<DiscardedFile[]>`
    WITH forgotten AS (
      SELECT f.id FROM stored_file f
      WHERE (${after}::uuid IS NULL OR f.id > ${after}::uuid) AND (f.state = 'deleted'
        OR (f.state = 'refused' AND f.created_at < ${now}::timestamptz - make_interval(hours => ${unclaimedHours}::int))
        OR (f.state = 'ready' AND f.claimed_at IS NULL
          AND f.created_at < ${now}::timestamptz - make_interval(hours => ${unclaimedHours}::int))
        OR ((f.org_id IS NULL OR f.claimed_at IS NULL)
          AND NOT EXISTS (SELECT FROM app_user_account u WHERE u.id = f.user_id))
        OR (f.org_id IS NOT NULL AND NOT EXISTS (SELECT FROM organization o WHERE o.id = f.org_id)))
      ORDER BY f.id LIMIT ${most}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE stored_file f SET state = 'deleted', deleted_at = coalesce(f.deleted_at, app_now()), expires_at = NULL
    FROM forgotten WHERE f.id = forgotten.id RETURNING f.id, f.key, f.created_at AS "createdAt"`;
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The same with uploads whose link ended before that moment and that nobody finished. */
export async function markExpired(
  db: OrgDb,
  options: { before: Date; after: string | null; most: number },
): Promise<DiscardedFile[]> {
  const { before, after, most } = options;
  const rows = await db.$queryRaw<DiscardedFile[]>`
    WITH expired AS (
      SELECT f.id FROM stored_file f WHERE f.state = 'pending' AND f.expires_at < ${before}::timestamptz
        AND (${after}::uuid IS NULL OR f.id > ${after}::uuid)
      ORDER BY f.id LIMIT ${most}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE stored_file f SET state = 'deleted', deleted_at = app_now(), expires_at = NULL
    FROM expired WHERE f.id = expired.id RETURNING f.id, f.key, f.created_at AS "createdAt"`;
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those of the keys under which a file lies, or is awaited. */
export async function listKnownKeys(db: OrgDb, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.storedFile.findMany({ where: { key: { in: [...keys] } }, select: { key: true } });
  return new Set(rows.map(({ key }) => key));
}
