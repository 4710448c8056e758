import type { OrgContext } from "~/server/context";
import { findCreditPrice } from "./balance.repository";

/** What a credit costs, in pusd; null where no markup is in force. */
export async function readTerms(ctx: OrgContext): Promise<{ creditPricePusd: bigint | null }> {
  return { creditPricePusd: await findCreditPrice(ctx.db, ctx.orgId) };
}
