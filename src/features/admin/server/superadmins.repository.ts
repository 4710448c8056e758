import type { OrgDb } from "~/server/db";

/** Rights over the platform change one after the other: whether somebody is the last one is decided by counting. */
export async function lockSuperadmins(db: OrgDb): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('counterpart.superadmins', 0))`;
}

export type Standing = {
  email: string;
  isSuperadmin: boolean;
  suspendedAt: Date | null;
  suspendedReason: string | null;
};

/** The row is held until the transaction ends. */
export async function lockPerson(db: OrgDb, userId: string): Promise<Standing | null> {
  const rows = await db.$queryRaw<Standing[]>`
    SELECT email, is_superadmin AS "isSuperadmin", suspended_at AS "suspendedAt", suspended_reason AS "suspendedReason"
    FROM app_user_account WHERE id = ${userId}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

/** How many besides this person can run the platform: marked or named, not suspended, with a way in. */
export async function countOtherSuperadmins(db: OrgDb, userId: string, named: readonly string[]): Promise<number> {
  const rows = await db.$queryRaw<{ others: number }[]>`
    SELECT count(*)::int AS others FROM app_user_account u
    WHERE u.id <> ${userId}::uuid AND (u.is_superadmin OR u.email = ANY (${named})) AND u.suspended_at IS NULL
      AND EXISTS (SELECT FROM user_identity i WHERE i.user_id = u.id)`;
  return rows[0]?.others ?? 0;
}

export async function markSuperadmin(db: OrgDb, userId: string, isSuperadmin: boolean): Promise<void> {
  await db.$executeRaw`
    UPDATE app_user_account SET is_superadmin = ${isSuperadmin}, updated_at = app_now() WHERE id = ${userId}::uuid`;
}

/** @param reason null lifts the suspension. */
export async function markSuspended(db: OrgDb, userId: string, reason: string | null): Promise<void> {
  await db.$executeRaw`
    UPDATE app_user_account SET suspended_reason = ${reason}::text, updated_at = app_now(),
      suspended_at = CASE WHEN ${reason}::text IS NOT NULL THEN coalesce(suspended_at, app_now()) END
    WHERE id = ${userId}::uuid`;
}
