import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import { setCap } from "./keys.repository";
import { keysInReach, recordKeyAct, takeKey } from "./keys-in-reach";

/** Changes what a key may spend in a month; null takes the limit away. Holds from the next call on. */
export async function limitKey(ctx: OrgContext, keyId: string, monthlyCapUcr: bigint | null): Promise<void> {
  const key = await takeKey(ctx, keyId, keysInReach(ctx));
  if (key.revokedAt !== null) throw new AppError("bad_input", "a revoked key spends nothing");
  if (key.monthlyCapUcr === monthlyCapUcr) return;
  await setCap(ctx.db, key.id, monthlyCapUcr);
  await recordKeyAct(ctx, "limit", key.publicId, {
    before: { monthlyCapUcr: key.monthlyCapUcr },
    after: { monthlyCapUcr },
  });
}
