import { notFound } from "~/lib/app-error";
import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";

export type AccountSettings = {
  /** A frozen account admits no call; what is open is still settled. */
  status?: "active" | "frozen";
  /** How far below zero admission may go. */
  overdraftUcr?: bigint;
  /** Whose days and months count from now on; what is past keeps its own. */
  timeZone?: string;
};

/** Changes what is given and leaves the rest as it is. */
export async function configureAccount(sql: Sql, orgId: string, settings: AccountSettings): Promise<void> {
  const row = await callLedger(sql, "SELECT ledger_configure_account($1, $2, $3, $4)::text AS changed", [
    orgId,
    settings.status ?? null,
    settings.overdraftUcr?.toString() ?? null,
    settings.timeZone ?? null,
  ]);
  if (row.text("changed") !== "true") throw notFound("credit account");
}
