import type { Pool } from "pg";
import type { SetAsideEvent } from "../jobs.port";

type Row = { seq: string; id: string; name: string; received_at: Date; problem: string };

/** Events whose routing broke, oldest first. */
export async function listSetAside(
  pool: Pool,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ events: SetAsideEvent[]; nextCursor: string | null }> {
  const after = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : "0";
  const { rows } = await pool.query<Row>(
    `SELECT seq, id, name, received_at, problem FROM job_event
     WHERE problem IS NOT NULL AND seq > $1 ORDER BY seq LIMIT $2`,
    [after, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    events: page.map(({ id, name, received_at, problem }) => ({ id, name, receivedAt: received_at, problem })),
    nextCursor: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
  };
}

/** Has it routed again, as if it had just come; runs that it began already are left alone. */
export async function routeAgain(pool: Pool, id: string): Promise<boolean> {
  const { rows } = await pool.query(
    `WITH again AS (
       UPDATE job_event SET problem = NULL, routed_at = NULL WHERE id = $1 AND problem IS NOT NULL RETURNING 1)
     SELECT pg_notify('worker', 'jobs') FROM again`,
    [id],
  );
  return rows.length > 0;
}
