import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";
import { listOrgs } from "./org-batches";

/** Recomputes the daily totals of every organisation whose charges changed, from the first changed day on. */
export async function rebuildRollups(sql: Sql): Promise<{ orgs: number; rows: number }> {
  const orgIds = await listOrgs(sql, "ledger_dirty_orgs");
  let rows = 0;
  for (const orgId of orgIds) rows += await rebuildRollup(sql, orgId, { all: false });
  return { orgs: orgIds.length, rows };
}

/** @param input.all every day there is, not only the changed ones. */
export async function rebuildRollup(sql: Sql, orgId: string, input: { all: boolean }): Promise<number> {
  const row = await callLedger(sql, "SELECT ledger_rebuild_rollup($1, $2) AS rows", [orgId, input.all]);
  return row.count("rows");
}
