import { randomUUID } from "node:crypto";
import type { OrgDb, Sql } from "~/server/db";
import type { Role } from "~/server/permissions";

/** Inserts with the slug, or with the slug and a random end where it is taken. Returns the slug it got. */
export async function insertOrganization(
  tx: Sql,
  org: { id: string; name: string; kind: "personal" | "team"; slug: string },
): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const slug = attempt === 0 ? org.slug : `${org.slug}-${randomUUID().slice(0, 4 + attempt)}`;
    const { rowCount } = await tx.query(
      "INSERT INTO organization (id, slug, name, kind) VALUES ($1, $2, $3, $4::org_kind) ON CONFLICT (slug) DO NOTHING",
      [org.id, slug, org.name, org.kind],
    );
    if (rowCount === 1) return slug;
  }
  throw new Error(`no free address for an organisation like ${org.slug}`);
}

export async function insertMembership(tx: Sql, member: { orgId: string; userId: string; role: Role }): Promise<void> {
  await tx.query("INSERT INTO membership (org_id, user_id, role) VALUES ($1, $2, $3::member_role)", [
    member.orgId,
    member.userId,
    member.role,
  ]);
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
    SELECT logo_file_id FROM organization WHERE id = ${orgId}::uuid FOR UPDATE`;
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
