import type { OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";

export type Person = {
  id: string;
  name: string;
  email: string;
  formerEmail: string | null;
  isSuperadmin: boolean;
  suspendedAt: Date | null;
  suspendedReason: string | null;
  createdAt: Date;
  lastActiveAt: Date | null;
  /** Of all organisations and all time. */
  spentUcr: bigint;
};

export async function findPerson(db: OrgDb, userId: string): Promise<Person | null> {
  const rows = await db.$queryRaw<Person[]>`
    SELECT u.id, u.name, u.email, u.former_email AS "formerEmail", u.is_superadmin AS "isSuperadmin",
      u.suspended_at AS "suspendedAt", u.suspended_reason AS "suspendedReason", u.created_at AS "createdAt",
      (SELECT max(last_active_at) FROM membership WHERE user_id = u.id) AS "lastActiveAt",
      (SELECT coalesce(sum(c.charge_ucr), 0)::bigint FROM usage_charge c WHERE c.user_id = u.id
        AND c.org_id IN (SELECT p.org_id FROM member_period_usage p WHERE p.user_id = u.id)) AS "spentUcr"
    FROM app_user_account u WHERE u.id = ${userId}::uuid`;
  return rows[0] ?? null;
}

export type PersonOrg = {
  id: string;
  slug: string;
  name: string;
  role: Role;
  joinedAt: Date;
  lastActiveAt: Date | null;
};

export function findPersonOrgs(db: OrgDb, userId: string): Promise<PersonOrg[]> {
  return db.$queryRaw<PersonOrg[]>`
    SELECT o.id, o.slug, o.name, m.role::text AS role, m.created_at AS "joinedAt", m.last_active_at AS "lastActiveAt"
    FROM membership m JOIN organization o ON o.id = m.org_id
    WHERE m.user_id = ${userId}::uuid AND o.erased_at IS NULL ORDER BY o.name LIMIT 200`;
}

export type SignIn = { provider: string; subject: string; isVerified: boolean; createdAt: Date };

export function findSignIns(db: OrgDb, userId: string): Promise<SignIn[]> {
  return db.$queryRaw<SignIn[]>`
    SELECT provider, subject, is_verified AS "isVerified", created_at AS "createdAt"
    FROM person_sign_in WHERE user_id = ${userId}::uuid ORDER BY created_at`;
}

export type PersonAct = {
  id: string;
  at: Date;
  action: string;
  actorName: string | null;
  actingAsName: string | null;
  orgId: string | null;
  orgName: string | null;
  reason: string | null;
};

/** The newest lines of the audit log that the person wrote, or that are about them. */
export function findPersonActs(db: OrgDb, userId: string, limit: number): Promise<PersonAct[]> {
  return db.$queryRaw<PersonAct[]>`
    SELECT e.id, e.at, e.action, a.name AS "actorName", m.name AS "actingAsName", e.org_id AS "orgId", o.name AS "orgName", e.reason
    FROM (
      (SELECT * FROM audit_event WHERE actor_id = ${userId}::uuid ORDER BY at DESC LIMIT ${limit})
      UNION (SELECT * FROM audit_event WHERE subject = ${userId} ORDER BY at DESC LIMIT ${limit})
    ) e
    LEFT JOIN app_user_account a ON a.id = e.actor_id
    LEFT JOIN app_user_account m ON m.id = e.acting_as
    LEFT JOIN organization o ON o.id = e.org_id
    ORDER BY e.at DESC, e.seq DESC LIMIT ${limit}`;
}

export async function findOrgIdsOf(db: OrgDb, userId: string): Promise<string[]> {
  const rows = await db.membership.findMany({ where: { userId }, select: { orgId: true } });
  return rows.map(({ orgId }) => orgId);
}
