import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";
import { listOrgs } from "./org-batches";

export type SweepResult = {
  /** Organisations whose holds were looked at: their balances may have changed. */
  orgIds: string[];
  expired: number;
  released: number;
  settled: number;
  chargedUcr: bigint;
};

/** Holds of one organisation closed in one transaction, so that its lock is never kept long. */
const HOLDS_PER_TRANSACTION = 100;

/**
 * Closes holds past their time: never sent, expired; sent and partly seen, charged as far as it was seen; sent and nothing
 * seen, released. Harmless to run twice, also at the same time.
 */
export async function sweepHolds(sql: Sql): Promise<SweepResult> {
  const total: SweepResult = {
    orgIds: await listOrgs(sql, "ledger_due_orgs"),
    expired: 0,
    released: 0,
    settled: 0,
    chargedUcr: 0n,
  };
  for (const orgId of total.orgIds) {
    const row = await callLedger(sql, "SELECT * FROM ledger_sweep_org($1, $2)", [orgId, HOLDS_PER_TRANSACTION]);
    total.expired += row.count("o_expired");
    total.released += row.count("o_released");
    total.settled += row.count("o_settled");
    total.chargedUcr += row.bigint("o_charged");
  }
  return total;
}
