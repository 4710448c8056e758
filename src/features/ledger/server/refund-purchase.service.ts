import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";
import { type Conflict, type MoneyEffect, moneyEffect } from "./money-result";

export type RefundInput = {
  purchaseId: string;
  idempotencyKey: string;
  /** A refund over what is left is refused; a dispute takes what is left, at most what it asks for. */
  kind: "refund" | "dispute";
  /** Null is all that is left of the purchase. */
  amountUcr?: bigint | null;
  actorId?: string | null;
  reason: string;
};

export type RefundResult =
  | (MoneyEffect & { restUcr: bigint })
  | Conflict
  | { code: "no_purchase" }
  | { code: "nothing_left" | "exceeds_purchase"; restUcr: bigint };

/** Takes back bought credits whose money went back. May leave a debt when they are spent. */
export async function refundPurchase(sql: Sql, orgId: string, input: RefundInput): Promise<RefundResult> {
  const row = await callLedger(sql, "SELECT * FROM ledger_refund($1, $2, $3, $4, $5, $6, $7)", [
    orgId,
    input.purchaseId,
    input.idempotencyKey,
    input.kind,
    input.amountUcr?.toString() ?? null,
    input.actorId ?? null,
    input.reason,
  ]);
  const code = row.word("o_code", ["ok", "replay", "conflict", "no_purchase", "nothing_left", "exceeds_purchase"]);
  if (code === "conflict" || code === "no_purchase") return { code };
  const restUcr = row.bigint("o_rest");
  if (code === "nothing_left" || code === "exceeds_purchase") return { code, restUcr };
  return { ...moneyEffect(code, row), restUcr };
}
