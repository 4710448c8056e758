import type { Sql } from "./sql";

/** Whether there are runs that have not ended, or events that no function was asked about. */
export async function hasWorkLeft(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ left: boolean }>(
    `SELECT EXISTS (SELECT FROM job_run WHERE ended_at IS NULL)
       OR EXISTS (SELECT FROM job_event WHERE routed_at IS NULL) AS left`,
  );
  return rows[0]?.left === true;
}
