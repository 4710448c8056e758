import type { Sql } from "~/server/db";
import { callLedgerRows } from "./call-ledger";

/** How many organisations one round of upkeep looks at. Each is a transaction of its own, so no round holds two locks. */
const BATCH = 200;

export async function listOrgs(
  sql: Sql,
  source: "ledger_due_orgs" | "ledger_expiry_orgs" | "ledger_dirty_orgs",
): Promise<string[]> {
  const rows = await callLedgerRows(sql, `SELECT ${source}::text AS org_id FROM ${source}($1)`, [BATCH]);
  return rows.map((row) => row.text("org_id"));
}
