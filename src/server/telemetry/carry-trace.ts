import type { OrgDb, Sql } from "../db";
import { currentTraceparent } from "./tracing";

/**
 * Where traces are kept: what this transaction emits from here on is a part of the current one, whichever process
 * works on it later. Costs nothing where none are.
 */
export async function carryTrace(db: OrgDb | Sql): Promise<void> {
  const traceparent = currentTraceparent();
  if (traceparent === undefined) return;
  if ("$executeRaw" in db) await db.$executeRaw`SELECT set_config('app.trace', ${traceparent}, true)`;
  else await db.query("SELECT set_config('app.trace', $1, true)", [traceparent]);
}
