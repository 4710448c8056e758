import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import { removeKey, setRevoked } from "./keys.repository";
import { keysInReach, recordKeyAct, takeKey } from "./keys-in-reach";

/** Ends a key for good, from the next request on. It stays in the list for whoever looks back. Harmless to repeat. */
export async function revokeKey(ctx: OrgContext, keyId: string): Promise<void> {
  const key = await takeKey(ctx, keyId, keysInReach(ctx));
  if (key.revokedAt !== null) return;
  await setRevoked(ctx.db, key.id, ctx.userId);
  await recordKeyAct(ctx, "revoke", key.publicId, { before: { name: key.name } });
}

/** Takes a revoked key out of the list. What was charged for it keeps its id. */
export async function deleteKey(ctx: OrgContext, keyId: string): Promise<void> {
  const key = await takeKey(ctx, keyId, keysInReach(ctx));
  if (key.revokedAt === null) throw new AppError("bad_input", "only a revoked key can be deleted");
  await removeKey(ctx.db, key.id);
  await recordKeyAct(ctx, "delete", key.publicId, { before: { name: key.name } });
}
