import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { Grace } from "../key-limits";
import type { NewSecret } from "../keys.schema";
import { hashSecret, makeSecret } from "./key-secret";
import { replaceSecret } from "./keys.repository";
import { recordKeyAct, takeKey } from "./keys-in-reach";

/**
 * A new secret for the same key. Its maker's alone to ask for: with it goes what the maker may do. The secret before works
 * on until the grace period ends; one that was still in grace before ends at once.
 */
export async function rotateKey(ctx: OrgContext, input: { keyId: string; graceSeconds: Grace }): Promise<NewSecret> {
  const key = await takeKey(ctx, input.keyId, ctx.userId);
  if (key.revokedAt !== null) throw new AppError("bad_input", "a revoked key has no secret");
  const secret = makeSecret(key.publicId);
  await replaceSecret(ctx.db, key, hashSecret(ctx.backend.settings.keyHashKey, secret), input.graceSeconds);
  await recordKeyAct(ctx, "rotate", key.publicId, { after: { name: key.name, graceSeconds: input.graceSeconds } });
  return { id: key.id, publicId: key.publicId, secret };
}
