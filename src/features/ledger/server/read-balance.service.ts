import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";

export type Balance = {
  /** What all entries add up to; below zero is debt. */
  postedUcr: bigint;
  /** Set aside for calls that are under way. */
  heldUcr: bigint;
  overdraftUcr: bigint;
  /** What can be spent now: without what is held and what has expired. */
  availableUcr: bigint;
  /** Number of the newest entry. */
  seq: bigint;
  status: "active" | "frozen";
};

/** An organisation's balance, without a lock; null when it has no account. */
export async function readBalance(sql: Sql, orgId: string): Promise<Balance | null> {
  const row = await callLedger(sql, "SELECT * FROM ledger_balance($1)", [orgId]);
  if (!row.has("o_posted")) return null;
  return {
    postedUcr: row.bigint("o_posted"),
    heldUcr: row.bigint("o_held"),
    overdraftUcr: row.bigint("o_overdraft"),
    availableUcr: row.bigint("o_available"),
    seq: row.bigint("o_seq"),
    status: row.word("o_status", ["active", "frozen"]),
  };
}
