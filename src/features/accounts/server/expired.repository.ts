import type { Sql } from "~/server/db";

const tables = { sessions: "auth_session", verifications: "auth_verification", links: "auth_token" } as const;

export type Expiring = keyof typeof tables;

/** Deletes rows whose time is over since so many days, at most so many. Returns how many there were. */
export async function deleteExpired(sql: Sql, what: Expiring, keptDays: number, limit: number): Promise<number> {
  const table = tables[what];
  const { rowCount } = await sql.query(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ${table} WHERE expires_at < app_now() - make_interval(days => $1) LIMIT $2))`,
    [keptDays, limit],
  );
  return rowCount ?? 0;
}
