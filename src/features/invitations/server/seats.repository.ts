import type { OrgDb } from "~/server/db";
import type { Seats } from "./seats.service";

type LockedOrg = { slug: string; name: string; allowed: number | null };

/** Not its key: whoever writes a row that refers to it does not wait, and holds nothing that this one may wait for. */
export async function lockOrganization(db: OrgDb, orgId: string): Promise<LockedOrg | null> {
  const rows = await db.$queryRaw<LockedOrg[]>`
    SELECT slug, name, seats AS allowed FROM organization WHERE id = ${orgId}::uuid AND erased_at IS NULL FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

export async function countSeats(
  db: OrgDb,
  orgId: string,
  freed: readonly string[],
): Promise<Pick<Seats, "members" | "invited"> & { now: Date }> {
  const rows = await db.$queryRaw<{ members: number; invited: number; now: Date }[]>`
    SELECT app_now() AS now,
      (SELECT count(*)::int FROM membership m WHERE m.org_id = ${orgId}::uuid) AS members,
      (SELECT count(*)::int FROM invitation i WHERE i.org_id = ${orgId}::uuid AND i.accepted_at IS NULL AND i.declined_at IS NULL
        AND i.revoked_at IS NULL AND i.expires_at > app_now() AND NOT i.email = ANY (${[...freed]}::text[])) AS invited`;
  return rows[0] ?? { members: 0, invited: 0, now: new Date() };
}

export async function findAllowedSeats(db: OrgDb, orgId: string): Promise<number | null> {
  const org = await db.organization.findUnique({ where: { id: orgId }, select: { seats: true } });
  return org?.seats ?? null;
}

export async function ownerNames(db: OrgDb, orgId: string): Promise<string[]> {
  const owners = await db.membership.findMany({
    where: { orgId, role: "owner" },
    select: { user: { select: { name: true } } },
    orderBy: { user: { name: "asc" } },
    take: 5,
  });
  return owners.map(({ user }) => user.name);
}
