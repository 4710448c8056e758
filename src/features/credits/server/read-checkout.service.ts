import type { PaymentsPort } from "~/adapters/payments/payments.port";
import type { OrgContext } from "~/server/context";
import { findCreditPrice } from "./balance.repository";

export type Checkout = {
  mode: PaymentsPort["mode"];
  /** Price of one credit in pusd; null where no markup is in force. */
  creditPricePusd: bigint | null;
  /** Whom to ask where nothing can be bought here. */
  askEmails: readonly string[];
};

/** How credits can be bought here, and for how much. */
export async function readCheckout(ctx: OrgContext): Promise<Checkout> {
  const { mode } = ctx.ports.payments;
  return {
    mode,
    creditPricePusd: await findCreditPrice(ctx.db, ctx.orgId),
    askEmails: mode === "off" ? ctx.backend.settings.superadminEmails : [],
  };
}
