import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { holderHas } from "~/server/permissions";
import { type KeyFacts, lockKey } from "./keys.repository";

/** Whose keys a member may see and revoke: their own, or null for everybody's. */
export function keysInReach(ctx: OrgContext): string | null {
  return holderHas(ctx, "keys.manage_all") ? null : ctx.userId;
}

/** Locks a key that the member may change. Somebody else's is missing to whoever may not. */
export async function takeKey(ctx: OrgContext, keyId: string, onlyUserId: string | null): Promise<KeyFacts> {
  const key = await lockKey(ctx.db, ctx.orgId, keyId, onlyUserId);
  if (key === null) throw notFound("key");
  return key;
}

/** One line of the audit log about a key, which is known there by its public id. Never a secret or what is kept of one. */
export async function recordKeyAct(
  ctx: OrgContext,
  act: "create" | "rotate" | "limit" | "revoke" | "delete",
  publicId: string,
  change: { before?: object; after?: object },
): Promise<void> {
  await recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: `keys.${act}`,
    subject: publicId,
    ...change,
    requestId: ctx.requestId,
  });
}
