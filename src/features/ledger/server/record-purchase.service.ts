import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";

export type PurchaseInput = {
  /** The checkout's own id: whoever reports it, in any order and however often, it is granted once. */
  idempotencyKey: string;
  /** Who bought; null when it was nobody of ours. */
  userId?: string | null;
  /** Which payment adapter took the money; `test` where no money moves. */
  provider: string;
  amountUcr: bigint;
  /** Millionths of a dollar. */
  priceUsdMicros: bigint;
  /** A checkout can be completed and not paid yet: then it is remembered and nothing is granted. */
  isPaid: boolean;
};

export type PurchaseResult =
  | { code: "ok" | "replay"; purchaseId: string; lotId: string; entrySeq: bigint; balanceUcr: bigint }
  | { code: "pending"; purchaseId: string; balanceUcr: bigint }
  | { code: "conflict" };

/** Books a purchase of credits, once it is paid. */
export async function recordPurchase(sql: Sql, orgId: string, input: PurchaseInput): Promise<PurchaseResult> {
  const row = await callLedger(sql, "SELECT * FROM ledger_purchase($1, $2, $3, $4, $5, $6, $7)", [
    orgId,
    input.idempotencyKey,
    input.userId ?? null,
    input.provider,
    input.amountUcr.toString(),
    input.priceUsdMicros.toString(),
    input.isPaid,
  ]);
  const code = row.word("o_code", ["ok", "replay", "pending", "conflict"]);
  if (code === "conflict") return { code };
  const purchaseId = row.text("o_purchase");
  const balanceUcr = row.bigint("o_balance");
  if (code === "pending") return { code, purchaseId, balanceUcr };
  return { code, purchaseId, lotId: row.text("o_lot"), entrySeq: row.bigint("o_seq"), balanceUcr };
}
