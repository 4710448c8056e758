import type { OrgDb } from "~/server/db";

export type OrgState = { suspendedReason: string | null; seats: number | null };

/** The row is held until the transaction ends. Null also for an organisation that was erased. */
export async function lockOrg(db: OrgDb, orgId: string): Promise<OrgState | null> {
  const rows = await db.$queryRaw<OrgState[]>`
    SELECT suspended_reason AS "suspendedReason", seats FROM organization
    WHERE id = ${orgId}::uuid AND erased_at IS NULL FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

/** The ledger's account follows by itself. @param reason null lifts the suspension. */
export async function markOrgSuspended(db: OrgDb, orgId: string, reason: string | null): Promise<void> {
  await db.$executeRaw`
    UPDATE organization SET suspended_reason = ${reason}::text, updated_at = app_now(),
      suspended_at = CASE WHEN ${reason}::text IS NOT NULL THEN coalesce(suspended_at, app_now()) END
    WHERE id = ${orgId}::uuid`;
}

export async function writeSeats(db: OrgDb, orgId: string, seats: number | null): Promise<void> {
  await db.$executeRaw`
    UPDATE organization SET seats = ${seats}::int, updated_at = app_now() WHERE id = ${orgId}::uuid`;
}
