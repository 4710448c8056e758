import { recordPurchase } from "~/features/ledger/server/record-purchase.service";
import { AppError } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgScope } from "~/server/context";
import { inTransaction, type Sql } from "~/server/db";
import { purchaseBounds, ucrPerCredit } from "../credits-limits";
import { purchasePriceUsdMicros } from "../purchase-price";
import { findCreditPrice } from "./balance.repository";
import { findPurchaseByKey } from "./purchases.repository";

export type BoughtCredits = {
  credits: number;
  /** Micro-dollars. */
  priceUsdMicros: bigint;
  entrySeq: bigint;
  /** Right after the purchase. */
  balanceUcr: bigint;
  /** The same attempt was answered before; nothing was bought again. */
  isReplay: boolean;
};

/**
 * Buys whole credits through the payments port. The attempt is remembered before money is asked for, so a
 * key that was used for something else is refused first, and a retry of any step ends in one purchase.
 * Throws `checkout_off`, `purchase_amount`, `request_conflict`, or what the payments adapter says.
 */
export async function buyCredits(scope: OrgScope, input: { credits: number; key: string }): Promise<BoughtCredits> {
  const { payments } = scope.ports;
  if (payments.mode === "off") throw new AppError("checkout_off", "no way to pay is configured");
  const { min, max } = purchaseBounds;
  if (!Number.isInteger(input.credits) || input.credits < min || input.credits > max) {
    throw new AppError("purchase_amount", "not an amount that is sold", { details: { min, max } });
  }
  const purchase = {
    idempotencyKey: input.key,
    userId: scope.userId,
    provider: payments.provider,
    amountUcr: BigInt(input.credits) * ucrPerCredit,
    priceUsdMicros: await priceOf(scope, input),
  };
  const begun = await recordPurchase(scope.sql, scope.orgId, { ...purchase, isPaid: false });
  if (begun.code === "conflict") throw conflict();
  if (begun.code === "pending") {
    const { amountUcr, priceUsdMicros } = purchase;
    await payments.checkout({ orgId: scope.orgId, userId: scope.userId, key: input.key, amountUcr, priceUsdMicros });
  }
  const done = await inTransaction(scope.backend.database.pool, async (tx) => {
    const paid = await recordPurchase(tx, scope.orgId, { ...purchase, isPaid: true });
    if (paid.code === "ok") await auditPurchase(tx, scope, purchase, paid.entrySeq);
    return paid;
  });
  if (done.code === "conflict" || done.code === "pending") throw conflict();
  scope.backend.events.publish(scope.orgId, { type: "balance" });
  return {
    credits: input.credits,
    priceUsdMicros: purchase.priceUsdMicros,
    entrySeq: done.entrySeq,
    balanceUcr: done.balanceUcr,
    isReplay: done.code === "replay",
  };
}

/** In the purchase's own transaction, as the member who made it. */
async function auditPurchase(
  tx: Sql,
  scope: OrgScope,
  bought: { amountUcr: bigint; priceUsdMicros: bigint; provider: string },
  entrySeq: bigint,
): Promise<void> {
  await tx.query("SELECT set_config('app.org_id', $1, true), set_config('role', 'app_user', true)", [scope.orgId]);
  const { amountUcr, priceUsdMicros, provider } = bought;
  await recordAudit(tx, {
    orgId: scope.orgId,
    actorId: scope.userId,
    actorRole: scope.role,
    action: "credits.buy",
    subject: String(entrySeq),
    after: { amountUcr, priceUsdMicros, provider },
    requestId: scope.requestId,
  });
}

/** What it costs in micro-dollars. A retry keeps the price that its first attempt was quoted. */
async function priceOf(scope: OrgScope, input: { credits: number; key: string }): Promise<bigint> {
  const { known, creditPrice } = await scope.inOrg(async (db) => ({
    known: await findPurchaseByKey(db, scope.orgId, input.key),
    creditPrice: await findCreditPrice(db, scope.orgId),
  }));
  if (known !== null && known.amountUcr === BigInt(input.credits) * ucrPerCredit) return known.priceUsdMicros;
  if (creditPrice === null) throw new AppError("unavailable", "no markup is in force, so credits have no price");
  return purchasePriceUsdMicros(input.credits, creditPrice);
}

function conflict(): AppError {
  return new AppError("request_conflict", "the key was used for another purchase");
}
