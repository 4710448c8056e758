import type { Sql } from "~/server/db";
import { callLedgerRows } from "./call-ledger";

export type InvariantCheck = {
  /** What must be true, as a sentence. */
  invariant: string;
  violations: number;
  /** Whose books it is not true of. */
  orgIds: string[];
};

/** Checks everything that must always be true of the ledger, over all organisations. Reads the whole ledger. */
export async function checkLedger(sql: Sql): Promise<InvariantCheck[]> {
  const rows = await callLedgerRows(
    sql,
    "SELECT invariant, violations, org_ids::text[] AS org_ids FROM ledger_check()",
    [],
  );
  return rows.map((row) => ({
    invariant: row.text("invariant"),
    violations: row.count("violations"),
    orgIds: row.texts("org_ids"),
  }));
}
