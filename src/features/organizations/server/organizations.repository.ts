import { randomUUID } from "node:crypto";
import type { Locale } from "~/i18n/locales";
import type { OrgDb, Sql } from "~/server/db";
import type { Role } from "~/server/permissions";

type NewOrgRow = {
  id: string;
  name: string;
  kind: "personal" | "team";
  slug: string;
  timeZone: string;
  locale: Locale;
};

/** Inserts with the slug, or with the slug and a random end where it is taken. Returns the slug it got. */
export async function insertOrganization(tx: Sql, org: NewOrgRow): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const slug = attempt === 0 ? org.slug : `${org.slug}-${randomUUID().slice(0, 4 + attempt)}`;
    const { rowCount } = await tx.query(
      `INSERT INTO organization (id, slug, name, kind, time_zone, locale)
       SELECT $1, $2, $3, $4::org_kind, $5, $6 WHERE org_slug_is_free($2) ON CONFLICT (slug) DO NOTHING`,
      [org.id, slug, org.name, org.kind, org.timeZone, org.locale],
    );
    if (rowCount === 1) return slug;
  }
  throw new Error(`no free address for an organisation like ${org.slug}`);
}

/** @param member.tokensPerMonth most tokens in a month; null, or left out, is no limit. */
export async function insertMembership(
  tx: Sql,
  member: { orgId: string; userId: string; role: Role; tokensPerMonth?: number | null | undefined },
): Promise<void> {
  await tx.query(
    `INSERT INTO membership (org_id, user_id, role, tokens_per_month, created_at)
     VALUES ($1, $2, $3::member_role, $4, app_now())`,
    [member.orgId, member.userId, member.role, member.tokensPerMonth ?? null],
  );
}

/** The organisations of the transaction's person, by name. */
export function listOwnOrganizations(db: OrgDb, userId: string) {
  return db.membership.findMany({
    where: { userId },
    select: {
      role: true,
      organization: { select: { id: true, slug: true, name: true, kind: true, logoFileId: true } },
      user: { select: { avatarFileId: true } },
    },
    orderBy: { organization: { name: "asc" } },
  });
}

/** @returns the file that was there before. The row is held, so that two changes at once leave one logo. */
export async function replaceLogo(db: OrgDb, orgId: string, fileId: string | null): Promise<string | null> {
  const rows = await db.$queryRaw<{ logo_file_id: string | null }[]>`
    SELECT logo_file_id FROM organization WHERE id = ${orgId}::uuid FOR NO KEY UPDATE`;
  await db.organization.update({ where: { id: orgId }, data: { logoFileId: fileId }, select: { id: true } });
  return rows[0]?.logo_file_id ?? null;
}

/** People of the organisation who hold one of the roles, by name. */
export function listMembersByRole(ctx: { db: OrgDb; orgId: string }, rolesWanted: Role[]) {
  return ctx.db.membership.findMany({
    where: { orgId: ctx.orgId, role: { in: rolesWanted } },
    select: { role: true, user: { select: { id: true, name: true } } },
    orderBy: { user: { name: "asc" } },
  });
}

/** What of an organisation its managers may change, as it is; the row is held until the transaction ends. */
export async function lockOrganization(db: OrgDb, orgId: string): Promise<OrgFields> {
  await db.$executeRaw`SELECT 1 FROM organization WHERE id = ${orgId}::uuid FOR NO KEY UPDATE`;
  return db.organization.findUniqueOrThrow({
    where: { id: orgId },
    select: { name: true, kind: true, timeZone: true, locale: true, currency: true },
  });
}

export type OrgFields = {
  name: string;
  kind: "personal" | "team";
  timeZone: string;
  locale: string;
  currency: string;
};

export async function updateOrganization(db: OrgDb, orgId: string, changed: Partial<OrgFields>): Promise<void> {
  await db.organization.update({ where: { id: orgId }, data: changed, select: { id: true } });
}

/** False where somebody else has or had the address. */
export async function changeSlug(db: OrgDb, orgId: string, slug: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ done: boolean }[]>`SELECT org_change_slug(${orgId}::uuid, ${slug}) AS done`;
  return row?.done ?? false;
}

/** How many organisations the person owns. The person's row is held, so that two made at once are counted. */
export async function countOwned(tx: Sql, userId: string): Promise<number> {
  await tx.query("SELECT 1 FROM app_user_account WHERE id = $1 FOR UPDATE", [userId]);
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM membership m JOIN organization o ON o.id = m.org_id AND o.erased_at IS NULL
     WHERE m.user_id = $1 AND m.role = 'owner'`,
    [userId],
  );
  return rows[0]?.count ?? 0;
}

/** Where the person was last; nothing is written where it is the same. */
export async function updateLastOrganization(db: OrgDb, userId: string, orgId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE app_user_account SET last_org_id = ${orgId}::uuid
    WHERE id = ${userId}::uuid AND last_org_id IS DISTINCT FROM ${orgId}::uuid`;
}
