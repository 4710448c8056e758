import type { Sql } from "~/server/db";
import type { TokenBuckets } from "../token-buckets";
import { callLedger } from "./call-ledger";

export type CheckpointCode = "ok" | "closed";

/**
 * Notes what was seen of an answer so far, and puts off the hold's end by `ttlSeconds` from now. Only ever grows: a smaller
 * number of any kind changes nothing. `closed`: the hold was closed meanwhile; deliver nothing more.
 */
export async function checkpointHold(
  sql: Sql,
  orgId: string,
  holdId: string,
  tokens: TokenBuckets,
  ttlSeconds: number,
): Promise<CheckpointCode> {
  const call = checkpointCall(orgId, holdId, tokens, ttlSeconds);
  const row = await callLedger(sql, { name: "ledger-checkpoint", text: call.text }, call.values);
  return row.word("code", ["ok", "closed"]);
}

/**
 * The same as a statement with one row and one column, `code`, for use inside another one, such as
 * `WITH checkpoint AS (<text>) INSERT ... SELECT ... FROM checkpoint WHERE code = 'ok'`. Its parameters are $1 to $8.
 */
export function checkpointCall(
  orgId: string,
  holdId: string,
  tokens: TokenBuckets,
  ttlSeconds: number,
): { text: string; values: unknown[] } {
  return {
    text: "SELECT ledger_checkpoint($1::uuid, $2::uuid, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::bigint, $8::int) AS code",
    values: [
      orgId,
      holdId,
      tokens.input,
      tokens.cacheRead,
      tokens.cacheWrite,
      tokens.output,
      tokens.reasoning,
      ttlSeconds,
    ],
  };
}
