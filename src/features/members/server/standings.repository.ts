import type { OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";

type Ctx = { db: OrgDb; orgId: string };

export type Standing = {
  userId: string;
  name: string;
  email: string;
  locale: string | null;
  role: Role;
  tokensPerMonth: bigint | null;
  isSuspended: boolean;
};

/**
 * Whoever changes who belongs to an organisation, or as what, waits here for the one before: everything that is read
 * afterwards is true until the transaction ends.
 */
export async function lockOrganization(ctx: Ctx): Promise<void> {
  await ctx.db.$queryRaw`SELECT FROM organization WHERE id = ${ctx.orgId}::uuid FOR NO KEY UPDATE`;
}

/** Members of the organisation by id; whoever is none is left out. */
export function findStandings(ctx: Ctx, userIds: readonly string[]): Promise<Standing[]> {
  return ctx.db.$queryRaw<Standing[]>`
    SELECT m.user_id AS "userId", u.name, u.email, u.locale, m.role::text AS role, m.tokens_per_month AS "tokensPerMonth",
      u.suspended_at IS NOT NULL AS "isSuspended"
    FROM membership m JOIN app_user_account u ON u.id = m.user_id
    WHERE m.org_id = ${ctx.orgId}::uuid AND m.user_id = ANY (${userIds}::uuid[])`;
}

/** Owners beside this one who can act as such: one who is suspended cannot. */
export async function countOtherOwners(ctx: Ctx, userId: string): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ owners: number }[]>`
    SELECT count(*)::int AS owners FROM membership m JOIN app_user_account u ON u.id = m.user_id
    WHERE m.org_id = ${ctx.orgId}::uuid AND m.role = 'owner' AND m.user_id <> ${userId}::uuid AND u.suspended_at IS NULL`;
  return rows[0]?.owners ?? 0;
}

export async function updateRole(ctx: Ctx, userId: string, role: Role): Promise<void> {
  await ctx.db.membership.updateMany({ where: { orgId: ctx.orgId, userId }, data: { role } });
}

export async function updateLimit(ctx: Ctx, userId: string, tokensPerMonth: bigint | null): Promise<void> {
  await ctx.db.membership.updateMany({ where: { orgId: ctx.orgId, userId }, data: { tokensPerMonth } });
}

export async function deleteMembership(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.membership.deleteMany({ where: { orgId: ctx.orgId, userId } });
}
