import type { OrgDb } from "~/server/db";

/** Somebody's own acting begins and ends in turn. */
export async function lockActing(db: OrgDb, superadminId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('counterpart.acting ' || ${superadminId}, 0))`;
}

/** The organisation's slug, where the person is a member of it. */
export async function findPlace(db: OrgDb, orgId: string, memberId: string): Promise<{ slug: string } | null> {
  const rows = await db.$queryRaw<{ slug: string }[]>`
    SELECT o.slug FROM organization o JOIN membership m ON m.org_id = o.id
    WHERE o.id = ${orgId}::uuid AND m.user_id = ${memberId}::uuid AND o.erased_at IS NULL`;
  return rows[0] ?? null;
}

export type NewActing = {
  id: string;
  tokenHash: Buffer;
  superadminId: string;
  signInSession: string;
  orgId: string;
  memberId: string;
  reason: string;
  minutes: number;
};

/** @returns until when it lasts. */
export async function insertActing(db: OrgDb, acting: NewActing): Promise<Date> {
  // The clock is read once: read twice, an hour can be a millisecond too long, which the table refuses.
  const rows = await db.$queryRaw<{ expiresAt: Date }[]>`
    WITH clock AS MATERIALIZED (SELECT app_now()::timestamptz(3) AS at)
    INSERT INTO acting_session (id, token_hash, superadmin_id, sign_in_session, org_id, member_id, reason, started_at, expires_at)
    SELECT ${acting.id}::uuid, ${acting.tokenHash}, ${acting.superadminId}::uuid, ${acting.signInSession}, ${acting.orgId}::uuid,
      ${acting.memberId}::uuid, ${acting.reason}, at, at + make_interval(mins => ${acting.minutes}::int)
    FROM clock RETURNING expires_at AS "expiresAt"`;
  const [row] = rows;
  if (row === undefined) throw new Error("the session of acting was not written");
  return row.expiresAt;
}

export type EndedActing = { id: string; orgId: string; memberId: string; isCutShort: boolean };

/** Ends what is open. What had run out before ended then. */
export function endActing(db: OrgDb, superadminId: string): Promise<EndedActing[]> {
  return db.$queryRaw<EndedActing[]>`
    UPDATE acting_session SET ended_at = least(expires_at, app_now()) WHERE superadmin_id = ${superadminId}::uuid AND ended_at IS NULL
    RETURNING id, org_id AS "orgId", member_id AS "memberId", ended_at < expires_at AS "isCutShort"`;
}
