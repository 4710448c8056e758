import type { Sql } from "~/server/db";

/** Most devices remembered of one person. */
const kept = 50;

/**
 * How many devices of the person are known, whether one of these is among them, and whether the person has signed in
 * by more than one provider, of which some note no devices here.
 */
export async function findDevices(
  tx: Sql,
  userId: string,
  hashes: readonly Buffer[],
): Promise<{ known: number; isAmongThem: boolean; hasOtherSignIn: boolean }> {
  const { rows } = await tx.query<{ known: number; matching: number; providers: number }>(
    `SELECT count(*)::int AS known, (count(*) FILTER (WHERE device_hash = ANY ($2)))::int AS matching,
       (SELECT count(*)::int FROM user_identity WHERE user_id = $1) AS providers
     FROM known_device WHERE user_id = $1`,
    [userId, hashes],
  );
  const { known = 0, matching = 0, providers = 0 } = rows[0] ?? {};
  return { known, isAmongThem: matching > 0, hasOtherSignIn: providers > 1 };
}

/** Remembers them, and forgets those not seen for longest beyond the bound. */
export async function rememberDevices(tx: Sql, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.query(
    `INSERT INTO known_device (user_id, device_hash, first_seen_at, last_seen_at)
     SELECT $1, hash, app_now(), app_now() FROM unnest($2::bytea[]) AS hash
     ON CONFLICT (user_id, device_hash) DO UPDATE SET last_seen_at = excluded.last_seen_at`,
    [userId, hashes],
  );
  await tx.query(
    `DELETE FROM known_device WHERE user_id = $1 AND device_hash IN (
       SELECT device_hash FROM known_device WHERE user_id = $1 ORDER BY last_seen_at DESC OFFSET $2)`,
    [userId, kept],
  );
}
