import type { OrgDb } from "~/server/db";

export type JoinRole = "member" | "viewer";
export type JoinDomain = { domain: string; role: JoinRole; createdAt: Date };

export function listDomains(ctx: { db: OrgDb; orgId: string }): Promise<JoinDomain[]> {
  return ctx.db.$queryRaw<JoinDomain[]>`
    SELECT domain, role, created_at AS "createdAt" FROM org_join_domain WHERE org_id = ${ctx.orgId}::uuid ORDER BY domain`;
}

/** False where the domain opens an organisation already, this one or another. */
export async function insertDomain(
  ctx: { db: OrgDb; orgId: string; userId: string },
  { domain, role }: { domain: string; role: JoinRole },
): Promise<boolean> {
  const inserted = await ctx.db.$executeRaw`
    INSERT INTO org_join_domain (domain, org_id, role, created_by, created_at)
    VALUES (${domain}, ${ctx.orgId}::uuid, ${role}::member_role, ${ctx.userId}::uuid, app_now()) ON CONFLICT (domain) DO NOTHING`;
  return inserted === 1;
}

/** The role that it gave; null where the organisation has no such domain. */
export async function deleteDomain(ctx: { db: OrgDb; orgId: string }, domain: string): Promise<JoinRole | null> {
  const rows = await ctx.db.$queryRaw<{ role: JoinRole }[]>`
    DELETE FROM org_join_domain WHERE org_id = ${ctx.orgId}::uuid AND domain = ${domain} RETURNING role`;
  return rows[0]?.role ?? null;
}

export type OpenOrg = { orgId: string; orgName: string; domain: string; role: JoinRole };

/** The organisation that a domain opens to somebody who is no member of it. Asked for the platform. */
export async function findOpenOrg(db: OrgDb, domain: string, userId: string): Promise<OpenOrg | null> {
  const rows = await db.$queryRaw<OpenOrg[]>`
    SELECT o.id::text AS "orgId", o.name AS "orgName", d.domain, d.role
    FROM org_join_domain d JOIN organization o ON o.id = d.org_id AND o.erased_at IS NULL AND o.delete_after IS NULL
    WHERE d.domain = ${domain}
      AND NOT EXISTS (SELECT FROM membership m WHERE m.org_id = o.id AND m.user_id = ${userId}::uuid)`;
  return rows[0] ?? null;
}
