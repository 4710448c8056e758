import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";
import type { MemberSort } from "../member-limits";

type Ctx = { db: OrgDb; orgId: string };

export type MemberRow = {
  userId: string;
  name: string;
  email: string;
  avatarFileId: string | null;
  role: Role;
  joinedAt: Date;
  lastActiveAt: Date | null;
  isSuspended: boolean;
  tokensPerMonth: bigint | null;
  tokensUsed: bigint;
  chargedUcr: bigint;
};

export type Narrowed = { search: string; role: Role | null };

const orders: Record<MemberSort, Prisma.Sql> = {
  name: Prisma.sql`chat_fold(u.name)`,
  role: Prisma.sql`m.role`,
  joined: Prisma.sql`m.created_at`,
  active: Prisma.sql`coalesce(m.last_active_at, '-infinity')`,
  tokens: Prisma.sql`coalesce(p.tokens_used, 0)`,
  credits: Prisma.sql`coalesce(p.charged_ucr, 0)`,
};

/** Members with what they used in the running month of the account's time zone, in which it is counted. */
export function listMembers(
  ctx: Ctx,
  wanted: Narrowed & { sort: MemberSort; descending: boolean; offset: number; limit: number },
): Promise<MemberRow[]> {
  const direction = wanted.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return ctx.db.$queryRaw<MemberRow[]>`
    SELECT m.user_id AS "userId", u.name, u.email, u.avatar_file_id AS "avatarFileId", m.role::text AS role,
      m.created_at AS "joinedAt", m.last_active_at AS "lastActiveAt", u.suspended_at IS NOT NULL AS "isSuspended",
      m.tokens_per_month AS "tokensPerMonth", coalesce(p.tokens_used, 0) AS "tokensUsed", coalesce(p.charged_ucr, 0) AS "chargedUcr"
    FROM membership m JOIN app_user_account u ON u.id = m.user_id
    LEFT JOIN credit_account a ON a.org_id = m.org_id
    LEFT JOIN member_period_usage p ON p.org_id = m.org_id AND p.user_id = m.user_id
      AND p.period_start = date_trunc('month', app_now() AT TIME ZONE a.time_zone)::date
    WHERE m.org_id = ${ctx.orgId}::uuid AND ${narrowedTo(wanted)}
    ORDER BY ${orders[wanted.sort]} ${direction}, chat_fold(u.name), m.user_id
    LIMIT ${wanted.limit} OFFSET ${wanted.offset}`;
}

/** How many fit, how many there are, and when the month ends. */
export async function countMembers(
  ctx: Ctx,
  wanted: Narrowed,
): Promise<{ found: number; total: number; owners: number; resetsAt: Date | null }> {
  const rows = await ctx.db.$queryRaw<{ found: number; total: number; owners: number; resetsAt: Date | null }[]>`
    SELECT count(*) FILTER (WHERE ${narrowedTo(wanted)})::int AS found, count(*)::int AS total,
      count(*) FILTER (WHERE m.role = 'owner' AND u.suspended_at IS NULL)::int AS owners,
      (SELECT (date_trunc('month', app_now() AT TIME ZONE a.time_zone) + interval '1 month') AT TIME ZONE a.time_zone
        FROM credit_account a WHERE a.org_id = ${ctx.orgId}::uuid) AS "resetsAt"
    FROM membership m JOIN app_user_account u ON u.id = m.user_id WHERE m.org_id = ${ctx.orgId}::uuid`;
  return rows[0] ?? { found: 0, total: 0, owners: 0, resetsAt: null };
}

function narrowedTo({ search, role }: Narrowed): Prisma.Sql {
  // In a pattern these three would stand for anything.
  const pattern = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const named =
    search === ""
      ? Prisma.sql`true`
      : Prisma.sql`(chat_fold(u.name) LIKE chat_fold(${pattern}) OR u.email LIKE lower(${pattern}))`;
  return role === null ? named : Prisma.sql`${named} AND m.role = ${role}::member_role`;
}
