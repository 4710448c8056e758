import { randomUUID } from "node:crypto";
import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import { maxKeys } from "../key-limits";
import type { CreateKeyInput, NewSecret } from "../keys.schema";
import { hashSecret, makeKey } from "./key-secret";
import { insertKey } from "./keys.repository";
import { recordKeyAct } from "./keys-in-reach";

/** Makes a key of the member's own. What it answers is the only place where the secret ever stands. Throws `keys_full`. */
export async function createKey(ctx: OrgContext, input: CreateKeyInput): Promise<NewSecret> {
  const { publicId, secret } = makeKey();
  const id = randomUUID();
  const { name, scopes, addresses, monthlyCapUcr, lifetimeDays } = input;
  const secretHash = hashSecret(ctx.backend.settings.keyHashKey, secret);
  const key = { ...input, id, orgId: ctx.orgId, userId: ctx.userId, publicId, secretHash };
  if (!(await insertKey(ctx.db, key, maxKeys))) {
    throw new AppError("keys_full", "no room for another key", { details: { allowed: maxKeys } });
  }
  await recordKeyAct(ctx, "create", publicId, { after: { name, scopes, addresses, monthlyCapUcr, lifetimeDays } });
  return { id, publicId, secret };
}
