import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";

/**
 * Lets the holds of an answer run out now: its writer is lost, and nobody will settle them. The sweeper closes them from
 * their last checkpoint; should the writer settle after all, that is a late settlement and charges nothing twice.
 * @returns how many there were.
 */
export async function lapseHolds(sql: Sql, orgId: string, messageId: string): Promise<number> {
  const row = await callLedger(sql, "SELECT ledger_lapse($1::uuid, $2::uuid) AS lapsed", [orgId, messageId]);
  return row.count("lapsed");
}
