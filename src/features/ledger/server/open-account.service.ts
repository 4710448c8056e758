import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";

/** Opens an organisation's credit account, empty. Harmless to repeat; false when it was open already. */
export async function openAccount(sql: Sql, orgId: string, input: { timeZone?: string } = {}): Promise<boolean> {
  const row = await callLedger(sql, "SELECT ledger_open_account($1, $2)::text AS opened", [
    orgId,
    input.timeZone ?? "UTC",
  ]);
  return row.text("opened") === "true";
}
