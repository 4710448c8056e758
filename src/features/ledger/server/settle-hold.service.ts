import type { Sql } from "~/server/db";
import type { TokenBuckets } from "../token-buckets";
import { callLedger } from "./call-ledger";
import { rawUsageJson } from "./raw-usage";

export type ChargeBasis = "provider" | "stream_estimate" | "checkpoint" | "manual";

export type SettleInput = { tokens: TokenBuckets; basis: ChargeBasis; rawUsage?: unknown };

export type SettleResult = {
  /** ok_late: the hold had been closed before. replay: it was charged already, and this changed nothing. */
  code: "ok" | "ok_late" | "replay";
  /** The hold's id: a hold has at most one charge. */
  chargeId: string;
  chargeUcr: bigint;
  costPusd: bigint;
  /** Of the organisation, as it is now. May be below zero. */
  balanceUcr: bigint;
  /** By how much the charge went over what was held. */
  overrunUcr: bigint;
};

const settlement = { name: "ledger-settle", text: "SELECT * FROM ledger_settle($1, $2, $3, $4, $5, $6, $7, $8, $9)" };

/**
 * Charges what a call used. Never refuses: the tokens are spent, so the balance may go below zero. Cost and charge are
 * computed by the database from the versions that the hold pinned.
 */
export async function settleHold(sql: Sql, orgId: string, holdId: string, input: SettleInput): Promise<SettleResult> {
  const { tokens } = input;
  const row = await callLedger(sql, settlement, [
    orgId,
    holdId,
    tokens.input,
    tokens.cacheRead,
    tokens.cacheWrite,
    tokens.output,
    tokens.reasoning,
    input.basis,
    rawUsageJson(input.rawUsage),
  ]);
  return {
    code: row.word("o_code", ["ok", "ok_late", "replay"]),
    chargeId: holdId,
    chargeUcr: row.bigint("o_charge"),
    costPusd: row.bigint("o_cost"),
    balanceUcr: row.bigint("o_balance"),
    overrunUcr: row.bigint("o_overrun"),
  };
}
