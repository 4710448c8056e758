import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";
import { listOrgs } from "./org-batches";

/** Ends the credits whose time is over, wherever nobody spent since. Never takes what a hold was promised. */
export async function expireLots(sql: Sql): Promise<{ orgIds: string[]; expiredUcr: bigint }> {
  const orgIds = await listOrgs(sql, "ledger_expiry_orgs");
  let expiredUcr = 0n;
  for (const orgId of orgIds) {
    const row = await callLedger(sql, "SELECT ledger_expire_lots($1) AS expired", [orgId]);
    expiredUcr += row.bigint("expired");
  }
  return { orgIds, expiredUcr };
}
