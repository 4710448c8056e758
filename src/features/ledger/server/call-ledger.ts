import { queryPrepared, type Sql } from "~/server/db";
import { toLedgerError } from "../ledger.errors";
import { LedgerRow } from "./ledger-row";

/** Text, or what every call of a model needs: text under a name, so that a connection reads it once (4 to 11% of a pair). */
export type LedgerCall = string | { name: string; text: string };

/** Calls one function of the ledger: one statement, one row. Its refusals come back as values, its errors as domain errors. */
export async function callLedger(sql: Sql, call: LedgerCall, values: unknown[]): Promise<LedgerRow> {
  const [row] = await callLedgerRows(sql, call, values);
  if (row === undefined) throw new Error("the ledger answered no row");
  return row;
}

export async function callLedgerRows(sql: Sql, call: LedgerCall, values: unknown[]): Promise<LedgerRow[]> {
  try {
    const { rows } = await (typeof call === "string"
      ? sql.query<Record<string, unknown>>(call, values)
      : queryPrepared<Record<string, unknown>>(sql, { ...call, values }));
    return rows.map((row) => new LedgerRow(row));
  } catch (error) {
    throw toLedgerError(error);
  }
}
