import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";

/**
 * Notes that the provider is about to be called: from here on, silence is no proof that nothing was spent.
 * `closed`: the hold is gone (swept, or never was); do not call.
 */
export async function dispatchHold(sql: Sql, orgId: string, holdId: string): Promise<"ok" | "closed"> {
  const row = await callLedger(sql, { name: "ledger-dispatch", text: "SELECT ledger_dispatch($1, $2) AS code" }, [
    orgId,
    holdId,
  ]);
  return row.word("code", ["ok", "closed"]);
}
