import type { Sql } from "~/server/db";
import { erasedTables } from "../org-tables";

/** What an erased organisation's chain of acts was: its length and the hash of its last line, in hexadecimal. */
export type Erased = { acts: number; lastHash: string | null; rows: Record<string, number> };

/** Organisations whose day has come, the oldest first. */
export async function listDue(sql: Sql, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>("SELECT id::text AS id FROM org_due_for_erasure($1) AS due (id)", [
    most,
  ]);
  return rows.map(({ id }) => id);
}

export async function listMemberIds(sql: Sql, orgId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>("SELECT user_id::text AS id FROM membership WHERE org_id = $1", [
    orgId,
  ]);
  return rows.map(({ id }) => id);
}

/** Null where its day has not come, or somebody else has done it. */
export async function eraseRows(sql: Sql, orgId: string): Promise<Erased | null> {
  const { rows } = await sql.query<Erased & { erased: boolean }>(
    `SELECT o_erased AS erased, o_acts::int AS acts, o_last_hash AS "lastHash", o_rows AS rows FROM org_erase($1::uuid, $2::text[])`,
    [orgId, erasedTables],
  );
  const [row] = rows;
  if (row === undefined || !row.erased) return null;
  return { acts: row.acts, lastHash: row.lastHash, rows: row.rows };
}
