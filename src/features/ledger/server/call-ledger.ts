import type { Sql } from "~/server/db";
import { toLedgerError } from "../ledger.errors";
import { LedgerRow } from "./ledger-row";

/** Calls one function of the ledger: one statement, one row. Its refusals come back as values, its errors as domain errors. */
export async function callLedger(sql: Sql, text: string, values: unknown[]): Promise<LedgerRow> {
  const [row] = await callLedgerRows(sql, text, values);
  if (row === undefined) throw new Error("the ledger answered no row");
  return row;
}

export async function callLedgerRows(sql: Sql, text: string, values: unknown[]): Promise<LedgerRow[]> {
  try {
    const { rows } = await sql.query<Record<string, unknown>>(text, values);
    return rows.map((row) => new LedgerRow(row));
  } catch (error) {
    throw toLedgerError(error);
  }
}
