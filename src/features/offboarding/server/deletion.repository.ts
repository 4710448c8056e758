import type { OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";
import type { Belongings } from "../offboarding.schema";

type Ctx = { db: OrgDb; orgId: string; userId: string };

export type DeletionState = {
  name: string;
  deleteAfter: Date | null;
  isOver: boolean;
  /** Of whoever asks, as it is now; null where they are no member any more. */
  role: Role | null;
};

/** The organisation as it is until the transaction ends. */
export async function lockDeletion(ctx: Ctx): Promise<DeletionState | null> {
  await ctx.db.$queryRaw`SELECT FROM organization WHERE id = ${ctx.orgId}::uuid FOR NO KEY UPDATE`;
  const [row] = await ctx.db.$queryRaw<DeletionState[]>`
    SELECT o.name, o.delete_after AS "deleteAfter", coalesce(o.delete_after <= app_now(), false) AS "isOver", m.role::text AS role
    FROM organization o LEFT JOIN membership m ON m.org_id = o.id AND m.user_id = ${ctx.userId}::uuid
    WHERE o.id = ${ctx.orgId}::uuid AND o.erased_at IS NULL`;
  return row ?? null;
}

/** @returns when it will be erased. */
export async function markDeletion(ctx: Ctx, days: number): Promise<Date> {
  const [row] = await ctx.db.$queryRaw<{ deleteAfter: Date }[]>`
    UPDATE organization SET delete_after = app_now() + make_interval(days => ${days}::int), delete_requested_by = ${ctx.userId}::uuid
    WHERE id = ${ctx.orgId}::uuid RETURNING delete_after AS "deleteAfter"`;
  if (row === undefined) throw new Error("the organisation is gone from under its lock");
  return row.deleteAfter;
}

export async function unmarkDeletion(ctx: Ctx): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE organization SET delete_after = NULL, delete_requested_by = NULL WHERE id = ${ctx.orgId}::uuid`;
}

export type Owner = { userId: string; name: string; email: string; locale: string | null };

export function listOwners({ db, orgId }: Ctx): Promise<Owner[]> {
  return db.$queryRaw<Owner[]>`
    SELECT u.id AS "userId", u.name, u.email, u.locale FROM membership m JOIN app_user_account u ON u.id = m.user_id
    WHERE m.org_id = ${orgId}::uuid AND m.role = 'owner' ORDER BY u.id`;
}

/** As the platform sees it: a member does not see what colleagues keep to themselves, but all of it goes. */
export async function countBelongings(db: OrgDb, orgId: string): Promise<Belongings> {
  const [row] = await db.$queryRaw<Belongings[]>`
    SELECT (SELECT count(*)::int FROM membership WHERE org_id = ${orgId}::uuid) AS members,
      (SELECT count(*)::int FROM conversation WHERE org_id = ${orgId}::uuid) AS conversations,
      (SELECT count(*)::int FROM stored_file WHERE org_id = ${orgId}::uuid AND state = 'ready') AS files,
      (SELECT coalesce(sum(size), 0)::float8 FROM stored_file WHERE org_id = ${orgId}::uuid AND state = 'ready') AS "fileBytes",
      (SELECT count(*)::int FROM api_key WHERE org_id = ${orgId}::uuid AND revoked_at IS NULL) AS keys`;
  if (row === undefined) throw new Error("a count came to nothing");
  return row;
}
