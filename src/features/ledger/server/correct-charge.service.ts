import type { Sql } from "~/server/db";
import type { TokenBuckets } from "../token-buckets";
import { callLedger } from "./call-ledger";
import { type Conflict, type MoneyEffect, moneyEffect } from "./money-result";
import { rawUsageJson } from "./raw-usage";

export type CorrectionInput = {
  /** The charge, which is known by its hold. */
  chargeId: string;
  idempotencyKey: string;
  /** What the call really used, whole: not the difference. */
  tokens: TokenBuckets;
  basis: "provider" | "manual";
  reason: string;
  actorId?: string | null;
  rawUsage?: unknown;
};

/**
 * A better number for a charge. The charge stays as it is; the difference, priced with the versions that its hold pinned,
 * becomes an adjustment that refers to it.
 */
export async function correctCharge(
  sql: Sql,
  orgId: string,
  input: CorrectionInput,
): Promise<MoneyEffect | Conflict | { code: "no_charge" }> {
  const { tokens } = input;
  const row = await callLedger(sql, "SELECT * FROM ledger_correct($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", [
    orgId,
    input.chargeId,
    input.idempotencyKey,
    tokens.input,
    tokens.cacheRead,
    tokens.cacheWrite,
    tokens.output,
    tokens.reasoning,
    input.basis,
    input.reason,
    input.actorId ?? null,
    rawUsageJson(input.rawUsage),
  ]);
  const code = row.word("o_code", ["ok", "replay", "conflict", "no_charge"]);
  return code === "conflict" || code === "no_charge" ? { code } : moneyEffect(code, row);
}
