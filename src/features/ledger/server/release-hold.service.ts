import type { Sql } from "~/server/db";
import type { HoldState } from "./authorize-usage.service";
import { callLedger } from "./call-ledger";

/**
 * Gives back what was set aside for a call that never went out, or that failed with no usage.
 * Anything but `ok` is the state in which the hold already was; nothing changed then.
 */
export async function releaseHold(sql: Sql, orgId: string, holdId: string): Promise<"ok" | HoldState> {
  const row = await callLedger(sql, { name: "ledger-release", text: "SELECT ledger_release($1, $2) AS code" }, [
    orgId,
    holdId,
  ]);
  return row.word("code", ["ok", "settled", "released", "expired", "active"]);
}
