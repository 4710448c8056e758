import type { PgBoss } from "pg-boss";
import { unpark } from "./claim";
import { affectedBy, QUEUE, queueDb } from "./queue";
import type { Sql } from "./sql";

/** Since when a worker knows the app's functions, and why it does not get them, where it does not. */
export type Told = { at: Date | null; problem: string | null };

/** @param told is kept beside the lease, so that whoever asks the port learns of it. */
export async function renewLease(sql: Sql, workerId: string, leaseMs: number, told: Told): Promise<void> {
  await sql.query(
    `INSERT INTO job_worker (id, lease_until, announced_at, problem)
     VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond', $3, $4)
     ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, announced_at = excluded.announced_at,
       problem = excluded.problem`,
    [workerId, leaseMs, told.at, told.problem?.slice(0, 500) ?? null],
  );
}

/**
 * Gives back what other workers claimed whose lease has ended: their ticks are due again at once. What such a
 * worker still brings is not taken from it. A worker never judges itself: being slow is no reason to begin again.
 * @returns how many ticks are due again.
 */
export async function takeBack(boss: PgBoss, sql: Sql, self: string): Promise<number> {
  await sql.query("DELETE FROM job_worker WHERE lease_until < clock_timestamp() AND id <> $1", [self]);
  return giveBack(
    boss,
    sql,
    `DELETE FROM job_claim WHERE tick_id IN (
       SELECT tick_id FROM job_claim c WHERE worker_id <> $1 AND NOT EXISTS (SELECT FROM job_worker w WHERE w.id = c.worker_id)
       ORDER BY tick_id FOR UPDATE SKIP LOCKED)
     RETURNING tick_id, attempt, slots`,
    [self],
  );
}

/** What is claimed in a worker's name and not in its hands: the answer to its claim got lost, or it gave up. */
export async function strayClaims(sql: Sql, workerId: string, held: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ tick_id: string }>(
    "SELECT tick_id FROM job_claim WHERE worker_id = $1 AND NOT tick_id = ANY ($2::uuid[])",
    [workerId, held],
  );
  return rows.map(({ tick_id }) => tick_id);
}

export async function giveBackTicks(
  boss: PgBoss,
  sql: Sql,
  workerId: string,
  ticks: readonly string[],
): Promise<number> {
  return giveBack(
    boss,
    sql,
    "DELETE FROM job_claim WHERE worker_id = $1 AND tick_id = ANY ($2::uuid[]) RETURNING tick_id, attempt, slots",
    [workerId, ticks],
  );
}

/** For a worker that ends: what it holds is due again at once, for whoever comes next. */
export async function endLease(boss: PgBoss, sql: Sql, workerId: string): Promise<void> {
  await giveBack(boss, sql, "DELETE FROM job_claim WHERE worker_id = $1 RETURNING tick_id, attempt, slots", [workerId]);
  await sql.query("DELETE FROM job_worker WHERE id = $1", [workerId]);
}

async function giveBack(boss: PgBoss, sql: Sql, statement: string, values: unknown[]): Promise<number> {
  const { rows } = await sql.query<{ tick_id: string; attempt: number; slots: string[] }>(statement, values);
  if (rows.length === 0) return 0;
  const attempts = rows.map(({ tick_id, attempt }) => ({ id: tick_id, retryCount: attempt }));
  const affected = affectedBy(await boss.fail(QUEUE, attempts, null, { db: queueDb(sql) }));
  await unpark(boss, sql, [...new Set(rows.flatMap(({ slots }) => slots))]);
  return affected;
}

/** So many slots are looked after at once; the rest at the next time. */
const MOST_FORGOTTEN = 200;

/** What is parked although there is room for it, however that came to be. */
export async function unparkForgotten(boss: PgBoss, sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ slot: string }>(
    `SELECT slot FROM (SELECT DISTINCT unnest(slots) AS slot FROM job_parked) AS p
     WHERE (SELECT count(*) FROM job_claim WHERE slots && ARRAY[slot]) < split_part(slot, '|', 1)::int
     ORDER BY slot LIMIT $1`,
    [MOST_FORGOTTEN],
  );
  return rows.length === 0 ? 0 : unpark(boss, sql, rows.map(({ slot }) => slot).sort());
}

/**
 * Ended runs go after a month, those of schedules after two days, failed ones after three months; events when
 * no run of theirs is left, those that were put aside after three months as well.
 */
export async function forgetOld(sql: Sql): Promise<void> {
  await sql.query(
    `DELETE FROM job_run r USING job_event e
     WHERE e.id = r.event_id AND r.ended_at < clock_timestamp() - CASE
       WHEN r.state = 'failed' THEN interval '90 days'
       WHEN e.name = 'inngest/scheduled.timer' THEN interval '2 days'
       ELSE interval '30 days' END`,
  );
  await sql.query(
    `DELETE FROM job_event e WHERE NOT EXISTS (SELECT FROM job_run r WHERE r.event_id = e.id)
       AND routed_at < clock_timestamp() - CASE WHEN e.problem IS NOT NULL THEN interval '90 days'
         WHEN e.name = 'inngest/scheduled.timer' THEN interval '2 days' ELSE interval '30 days' END`,
  );
}
