import type { OrgDb } from "~/server/db";

type Ctx = { db: OrgDb; orgId: string };

export type TransferRow = {
  id: string;
  fromUserId: string;
  fromName: string;
  toUserId: string;
  toName: string;
  expiresAt: Date;
};

/** The offer that waits: not expired, of somebody who is owner, to somebody who is a member. */
export async function findOpenTransfer(ctx: Ctx): Promise<TransferRow | null> {
  const rows = await ctx.db.$queryRaw<TransferRow[]>`
    SELECT t.id, t.from_user_id AS "fromUserId", f.name AS "fromName", t.to_user_id AS "toUserId", u.name AS "toName",
      t.expires_at AS "expiresAt"
    FROM ownership_transfer t
    JOIN membership g ON g.org_id = t.org_id AND g.user_id = t.from_user_id AND g.role = 'owner'
    JOIN membership r ON r.org_id = t.org_id AND r.user_id = t.to_user_id
    JOIN app_user_account f ON f.id = t.from_user_id JOIN app_user_account u ON u.id = t.to_user_id
    WHERE t.org_id = ${ctx.orgId}::uuid AND t.ended_at IS NULL AND t.expires_at > app_now()`;
  return rows[0] ?? null;
}

/** Stores an offer, in place of one that waits in vain. */
export async function insertTransfer(
  ctx: Ctx,
  transfer: { id: string; fromUserId: string; toUserId: string; days: number },
): Promise<Date> {
  await ctx.db.$executeRaw`
    UPDATE ownership_transfer SET ended_at = app_now(), outcome = 'void' WHERE org_id = ${ctx.orgId}::uuid AND ended_at IS NULL`;
  const rows = await ctx.db.$queryRaw<{ expiresAt: Date }[]>`
    INSERT INTO ownership_transfer (id, org_id, from_user_id, to_user_id, created_at, expires_at)
    VALUES (${transfer.id}::uuid, ${ctx.orgId}::uuid, ${transfer.fromUserId}::uuid, ${transfer.toUserId}::uuid, app_now(),
      app_now() + make_interval(days => ${transfer.days}::int))
    RETURNING expires_at AS "expiresAt"`;
  const [row] = rows;
  if (row === undefined) throw new Error("the offer was not stored");
  return row.expiresAt;
}

export async function endTransfer(
  ctx: Ctx,
  transferId: string,
  outcome: "accepted" | "declined" | "withdrawn",
): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE ownership_transfer SET ended_at = app_now(), outcome = ${outcome}
    WHERE org_id = ${ctx.orgId}::uuid AND id = ${transferId}::uuid AND ended_at IS NULL`;
}

/** Whether there ever was such an offer, of or to this person. */
export async function isTransferOf(ctx: Ctx, transferId: string, userId: string): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<object[]>`
    SELECT FROM ownership_transfer WHERE org_id = ${ctx.orgId}::uuid AND id = ${transferId}::uuid
      AND ${userId}::uuid IN (from_user_id, to_user_id)`;
  return rows.length > 0;
}

/** Ends what somebody offered or was offered, since they are no longer what they were. */
export async function voidTransfersOf(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE ownership_transfer SET ended_at = app_now(), outcome = 'void'
    WHERE org_id = ${ctx.orgId}::uuid AND ended_at IS NULL AND ${userId}::uuid IN (from_user_id, to_user_id)`;
}
