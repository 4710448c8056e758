import type { Job, PgBoss } from "pg-boss";
import { z } from "zod";
import { deterministicId } from "./deterministic-id";
import type { KeptEvent } from "./new-run";
import { slotLimit } from "./new-run";
import { QUEUE, queueDb } from "./queue";
import type { Sql } from "./sql";
import { jobOf, type RequestTick, Tick } from "./tick";

/** A tick that this worker holds until it settles it or its lease ends. */
export type Claimed = {
  job: { id: string; retryCount: number };
  tick: Tick | UnreadableTick;
  slots: string[];
  /** Null for ticks that ask the app nothing, and for runs that have ended. */
  run: ClaimedRun | null;
};

/** Of another version of this code, or made by hand: nobody knows what it asks for. */
export type UnreadableTick = { kind: "unreadable"; run: string | null; data: unknown };

export type ClaimedRun = {
  id: string;
  functionId: string;
  config: unknown;
  /** Whether other steps are open: then what is found is planned and not run at once. */
  hasOpenSteps: boolean;
  event: KeptEvent;
  /** Those that ended, in the order in which they did. */
  steps: EndedStep[];
};

export type EndedStep = { id: string; state: string; data: unknown; error: unknown };

/** More often than this, a tick does not come back from workers that died with it. */
export const MOST_LOSSES = 20;

/**
 * Takes what is due, as much as asked for, within the transaction of `sql`.
 * @returns what it took, and how much it looked at: what finds no place under its limits is set down elsewhere, and
 * what comes after it may find one.
 */
export async function claimTicks(
  boss: PgBoss,
  sql: Sql,
  workerId: string,
  most: number,
): Promise<{ claimed: Claimed[]; fetched: number }> {
  const jobs = await boss.fetch<unknown>(QUEUE, { batchSize: most, db: queueDb(sql) });
  if (jobs.length === 0) return { claimed: [], fetched: 0 };
  const ticks = jobs.map((job) => ({ job, tick: readTick(job.data) }));
  const asking = ticks.flatMap(({ job, tick }) => (isRequest(tick) ? [{ job, tick }] : []));
  const slots = await slotsOf(
    sql,
    asking.map(({ tick }) => tick.run),
  );
  const held = await admit(
    sql,
    asking.map(({ job, tick }) => ({ id: job.id, slots: slots.get(tick.run) ?? [] })),
  );
  const parked = asking.filter(({ job }) => !held.has(job.id));
  if (parked.length > 0)
    await park(
      boss,
      sql,
      parked.map(({ job, tick }) => ({ job, tick, slots: slots.get(tick.run) ?? [] })),
    );

  const claimed = ticks.filter(({ job, tick }) => !isRequest(tick) || held.has(job.id));
  const claiming = sql.query(
    `INSERT INTO job_claim (tick_id, attempt, worker_id, slots)
     SELECT c.tick_id, c.attempt, $2, ARRAY(SELECT json_array_elements_text(c.slots))
     FROM json_to_recordset($1::json) AS c (tick_id uuid, attempt integer, slots json)
     ON CONFLICT (tick_id) DO UPDATE SET attempt = excluded.attempt, worker_id = excluded.worker_id, slots = excluded.slots`,
    [
      JSON.stringify(
        claimed.map(({ job }) => ({ tick_id: job.id, attempt: job.retryCount, slots: held.get(job.id) ?? [] })),
      ),
      workerId,
    ],
  );
  const [runs] = await Promise.all([
    startRuns(
      sql,
      asking.filter(({ job }) => held.has(job.id)),
    ),
    claiming,
  ]);
  return {
    claimed: claimed.map(({ job, tick }) => ({
      job: { id: job.id, retryCount: job.retryCount },
      tick,
      slots: held.get(job.id) ?? [],
      run: isRequest(tick) ? (runs.get(tick.run) ?? null) : null,
    })),
    fetched: jobs.length,
  };
}

function readTick(data: unknown): Tick | UnreadableTick {
  const read = Tick.safeParse(data);
  if (read.success) return read.data;
  const run = z.looseObject({ run: z.uuid() }).safeParse(data);
  return { kind: "unreadable", run: run.success ? run.data.run : null, data };
}

function isRequest(tick: Tick | UnreadableTick): tick is RequestTick {
  return tick.kind === "look" || tick.kind === "step";
}

async function slotsOf(sql: Sql, runs: string[]): Promise<Map<string, string[]>> {
  if (runs.length === 0) return new Map();
  const { rows } = await sql.query<{ id: string; slots: string[] }>(
    "SELECT id, slots FROM job_run WHERE id = ANY ($1::uuid[]) AND slots <> '{}' AND ended_at IS NULL",
    [runs],
  );
  return new Map(rows.map(({ id, slots }) => [id, slots]));
}

/** Which ticks find a place under each of their limits, with the slots they take. */
async function admit(sql: Sql, ticks: { id: string; slots: string[] }[]): Promise<Map<string, string[]>> {
  const wanted = [...new Set(ticks.flatMap(({ slots }) => slots))].sort();
  const taken = new Map<string, number>();
  if (wanted.length > 0) {
    await lockSlots(sql, wanted);
    const { rows } = await sql.query<{ slot: string; held: string }>(
      "SELECT slot, count(*) AS held FROM job_claim, unnest(slots) AS slot WHERE slots && $1 GROUP BY slot",
      [wanted],
    );
    for (const { slot, held } of rows) taken.set(slot, Number(held));
  }
  const held = new Map<string, string[]>();
  for (const { id, slots } of ticks) {
    if (slots.some((slot) => (taken.get(slot) ?? 0) >= slotLimit(slot))) continue;
    for (const slot of slots) taken.set(slot, (taken.get(slot) ?? 0) + 1);
    held.set(id, slots);
  }
  return held;
}

/** Who takes or frees a slot does so one after the other. */
export async function lockSlots(sql: Sql, slots: readonly string[]): Promise<void> {
  for (const slot of [...slots].sort())
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 20))", [slot]);
}

async function park(
  boss: PgBoss,
  sql: Sql,
  ticks: { job: Job<unknown>; tick: RequestTick; slots: string[] }[],
): Promise<void> {
  await boss.complete(
    QUEUE,
    ticks.map(({ job }) => job),
    null,
    { db: queueDb(sql) },
  );
  // One that was parked before keeps its place among those that wait for the same slot.
  const rows = ticks.map(({ job, tick, slots }) => ({ id: job.id, tick, slots, due: tick.dueMs ?? null }));
  await sql.query(
    `INSERT INTO job_parked (tick_id, tick, slots, due_at)
     SELECT p.id, p.tick, ARRAY(SELECT json_array_elements_text(p.slots)),
       coalesce(to_timestamp(p.due / 1000.0), clock_timestamp())
     FROM json_to_recordset($1::json) AS p (id uuid, tick json, slots json, due float8) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

/** Before what has not waited yet, which may be a great many. */
const WAITED_PRIORITY = 1;

/**
 * Brings back what waited longest for one of these slots, as much as there is room for. What cannot be read comes
 * back as it is: whoever takes it deals with it.
 */
export async function unpark(boss: PgBoss, sql: Sql, slots: readonly string[]): Promise<number> {
  let count = 0;
  for (const slot of slots) {
    const { rows } = await sql.query<{ tick_id: string; tick: unknown; due_ms: number }>(
      `DELETE FROM job_parked WHERE tick_id IN (
         SELECT tick_id FROM job_parked WHERE slots && ARRAY[$1] ORDER BY due_at
         LIMIT greatest(0, $2 - (SELECT count(*) FROM job_claim WHERE slots && ARRAY[$1]))
         FOR UPDATE SKIP LOCKED)
       RETURNING tick_id, tick, (extract(epoch FROM due_at) * 1000)::float8 AS due_ms`,
      [slot, slotLimit(slot)],
    );
    if (rows.length === 0) continue;
    await boss.insert(
      QUEUE,
      rows.map(({ tick_id, tick: data, due_ms }) => {
        const tick = readTick(data);
        const again = isRequest(tick)
          ? jobOf({ tick: { ...tick, parked: tick.parked + 1, dueMs: due_ms }, at: null })
          : { id: deterministicId("unparked", tick_id), data: { ...asObject(data) } };
        return { ...again, priority: WAITED_PRIORITY };
      }),
      { db: queueDb(sql) },
    );
    count += rows.length;
  }
  return count;
}

function asObject(data: unknown): object {
  return typeof data === "object" && data !== null ? data : { unreadable: data };
}

async function startRuns(sql: Sql, claimed: { tick: RequestTick }[]): Promise<Map<string, ClaimedRun>> {
  if (claimed.length === 0) return new Map();
  const looks: string[] = [];
  const steps: { run: string; step: string }[] = [];
  for (const { tick } of claimed) {
    if (tick.kind === "look") looks.push(tick.run);
    else steps.push({ run: tick.run, step: tick.step });
  }
  type Row = Pick<ClaimedRun, "id" | "functionId" | "config"> & {
    event_id: string;
    event_name: string;
    data: unknown;
    ts: string;
  };
  // Locked in the order of their ids, so that two workers never wait for each other.
  const runs = [...looks, ...steps.map(({ run }) => run)];
  const starting = sql.query<Row>(
    `WITH locked AS (SELECT id FROM job_run WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL ORDER BY id FOR UPDATE)
     UPDATE job_run r SET state = 'running', started_at = coalesce(started_at, clock_timestamp()),
       discovery = CASE WHEN discovery = 'queued' AND r.id = ANY ($2::uuid[]) THEN 'active' ELSE discovery END
     FROM locked l, job_event e, job_function f
     WHERE r.id = l.id AND e.id = r.event_id AND f.id = r.function_id
     RETURNING r.id, r.function_id AS "functionId", f.config, e.id AS event_id, e.name AS event_name, e.data, e.ts`,
    [runs, looks],
  );
  const [{ rows }, , known] = await Promise.all([
    starting,
    steps.length === 0
      ? null
      : sql.query(
          `UPDATE job_step s SET state = 'running' FROM json_to_recordset($1::json) AS t (run uuid, step text)
           WHERE s.run_id = t.run AND s.id = t.step AND s.ended_at IS NULL`,
          [JSON.stringify(steps)],
        ),
    knownSteps(sql, runs),
  ]);
  return new Map(
    rows.map(({ event_id, event_name, data, ts, ...run }) => [
      run.id,
      {
        ...run,
        hasOpenSteps: known.get(run.id)?.hasOpenSteps ?? false,
        steps: known.get(run.id)?.steps ?? [],
        event: { id: event_id, name: event_name, data, ts: Number(ts) },
      },
    ]),
  );
}

/**
 * A statement of its own, after the runs are locked: the one that waits for the lock still sees the steps as
 * they were before it waited.
 */
async function knownSteps(
  sql: Sql,
  runs: string[],
): Promise<Map<string, { hasOpenSteps: boolean; steps: EndedStep[] }>> {
  const { rows } = await sql.query<{ run_id: string; has_open: boolean; steps: EndedStep[] | null }>(
    `SELECT run_id, bool_or(ended_at IS NULL) AS has_open,
       json_agg(json_build_object('id', id, 'state', state, 'data', data, 'error', error) ORDER BY place)
         FILTER (WHERE ended_at IS NOT NULL) AS steps
     FROM job_step WHERE run_id = ANY ($1::uuid[]) GROUP BY run_id`,
    [runs],
  );
  return new Map(rows.map(({ run_id, has_open, steps }) => [run_id, { hasOpenSteps: has_open, steps: steps ?? [] }]));
}
