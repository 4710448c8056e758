import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";
import { type Conflict, type MoneyEffect, moneyEffect } from "./money-result";

export type AdjustInput = {
  idempotencyKey: string;
  /** Added, or taken away when negative; may leave a debt. */
  amountUcr: bigint;
  actorId: string;
  reason: string;
};

/** Changes a balance by hand. Stays in the ledger with who did it and why. */
export async function adjustCredits(sql: Sql, orgId: string, input: AdjustInput): Promise<MoneyEffect | Conflict> {
  const row = await callLedger(sql, "SELECT * FROM ledger_adjust($1, $2, $3, $4, $5)", [
    orgId,
    input.idempotencyKey,
    input.amountUcr.toString(),
    input.actorId,
    input.reason,
  ]);
  const code = row.word("o_code", ["ok", "replay", "conflict"]);
  return code === "conflict" ? { code } : moneyEffect(code, row);
}
