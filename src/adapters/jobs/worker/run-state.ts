import type { JobError } from "./answer";
import { deterministicId } from "./deterministic-id";
import type { Sql } from "./sql";
import { type DueTick, lookTick } from "./tick";

/** A run whose row is locked by the transaction at hand. */
export type LockedRun = {
  id: string;
  function_id: string;
  event_id: string;
  ended: boolean;
  discovery: "none" | "wanted" | "queued" | "active" | "dirty";
  generation: number;
  completed_steps: number;
  failures: number;
  parent_run: string | null;
  parent_step: string | null;
  replay_of: string | null;
};

/** One transaction's work on runs. */
export type Write = {
  sql: Sql;
  /** What becomes due by it, for the queue; null where there is no queue: then a worker looks by itself. */
  ticks: DueTick[] | null;
  /** Set when an event was written: somebody must look who waits for it. */
  hasEvents: boolean;
  /** Statements that are on their way and that nothing waits for but the end of the transaction. */
  pending: Promise<unknown>[];
};

/** Begins a transaction's work on runs. @param ticks where to note what becomes due; null where there is no queue. */
export function newWrite<Ticks extends DueTick[] | null>(sql: Sql, ticks: Ticks): Write & { ticks: Ticks } {
  return { sql, ticks, hasEvents: false, pending: [] };
}

/** Lets a statement travel with the next ones; the end of the transaction hears of its failure. */
export function send(write: Write, statement: Promise<unknown>): void {
  statement.catch(() => undefined);
  write.pending.push(statement);
}

export type StepResult = { data: unknown } | { error: JobError };

/** @param settled the tick whose claim ends with this: the same statement takes it away. */
export async function lockRun(
  sql: Sql,
  id: string,
  settled?: { id: string; retryCount: number },
): Promise<LockedRun | null> {
  const { rows } = await sql.query<LockedRun>(
    `WITH settled AS (DELETE FROM job_claim WHERE tick_id = $2 AND attempt = $3)
     SELECT id, function_id, event_id, ended_at IS NOT NULL AS ended, discovery, generation, completed_steps, failures,
       parent_run, parent_step, replay_of
     FROM job_run WHERE id = $1 FOR UPDATE`,
    [id, settled?.id ?? null, settled?.retryCount ?? null],
  );
  return rows[0] ?? null;
}

/** Lets somebody look for the run's next steps, once whoever looks now is done. */
export function askAgain(write: Write, run: LockedRun): void {
  if (run.discovery === "active") run.discovery = "dirty";
  if (run.discovery !== "none" && run.discovery !== "wanted") return;
  if (write.ticks === null) {
    run.discovery = "wanted";
    return;
  }
  run.discovery = "queued";
  run.generation += 1;
  write.ticks.push({ tick: lookTick(run.id, run.generation), at: null });
}

/** Keeps how a step ended, also one that is heard of for the first time. False when it had ended before. */
export async function endStep(
  write: Write,
  run: LockedRun,
  step: { id: string; name: string; kind: string; attempts: number },
  result: StepResult,
): Promise<boolean> {
  const hasFailed = "error" in result;
  // A number that is left out does no harm.
  run.completed_steps += 1;
  const { rowCount } = await write.sql.query(
    `INSERT INTO job_step AS s (run_id, id, name, kind, state, attempts, ended_at, place, data, error)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7, $8, $9)
     ON CONFLICT (run_id, id) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at,
       attempts = greatest(s.attempts, excluded.attempts), place = excluded.place, data = excluded.data, error = excluded.error
     WHERE s.ended_at IS NULL`,
    [
      run.id,
      step.id,
      step.name,
      step.kind,
      hasFailed ? "failed" : "completed",
      step.attempts,
      run.completed_steps,
      hasFailed ? null : JSON.stringify(result.data ?? null),
      hasFailed ? JSON.stringify(result.error) : null,
    ],
  );
  return rowCount !== 0;
}

/** Keeps what the row says, and the state that follows. A run that nothing can carry on has failed. */
export async function saveRun(write: Write, run: LockedRun, isDelayed = false): Promise<void> {
  const { rows } = await write.sql.query<{ is_stuck: boolean }>(
    `UPDATE job_run r SET discovery = $2, generation = $3, completed_steps = $4, failures = $5,
       state = CASE
         WHEN ($2 <> 'none' AND NOT $6) OR EXISTS (SELECT FROM job_step s WHERE s.run_id = r.id AND s.ended_at IS NULL AND s.state = 'running') THEN 'running'
         WHEN EXISTS (SELECT FROM job_step s WHERE s.run_id = r.id AND s.ended_at IS NULL AND s.state = 'waiting') THEN 'waiting'
         ELSE 'sleeping' END
     WHERE id = $1
     RETURNING discovery = 'none' AND NOT EXISTS (SELECT FROM job_step s WHERE s.run_id = r.id AND s.ended_at IS NULL) AS is_stuck`,
    [run.id, run.discovery, run.generation, run.completed_steps, run.failures, isDelayed],
  );
  if (rows[0]?.is_stuck !== true) return;
  const message = "The function named no step that could carry it on.";
  await endRun(write, run, { state: "failed", error: { name: "StuckRun", message } });
}

export type RunEnd =
  | { state: "completed"; output: unknown }
  | { state: "failed"; error: JobError }
  | { state: "cancelled"; reason: string };

/** Ends a run: what is open of it is closed, who waits for it goes on, and its end is told as an event. */
export async function endRun(write: Write, run: LockedRun, end: RunEnd): Promise<void> {
  run.ended = true;
  run.discovery = "none";
  const error = end.state === "failed" ? end.error : end.state === "cancelled" ? cancelled(end.reason) : null;
  await write.sql.query(
    `UPDATE job_run SET state = $2, ended_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp()),
       discovery = 'none', generation = $3, completed_steps = $4, failures = $5, output = $6, error = $7 WHERE id = $1`,
    [
      run.id,
      end.state,
      run.generation,
      run.completed_steps,
      run.failures,
      end.state === "completed" ? JSON.stringify(end.output ?? null) : null,
      error === null ? null : JSON.stringify(error),
    ],
  );
  await write.sql.query(
    `UPDATE job_step SET state = 'failed', ended_at = clock_timestamp(), error = $2 WHERE run_id = $1 AND ended_at IS NULL`,
    [run.id, JSON.stringify({ name: "RunEnded", message: "The run ended before this step did." })],
  );
  if (end.state === "completed" && run.replay_of !== null) await resolveRepeated(write, run.replay_of);
  if (run.parent_run !== null && run.parent_step !== null) {
    await resolveStep(
      write,
      run.parent_run,
      run.parent_step,
      error === null && end.state === "completed" ? { data: end.output } : { error: error ?? cancelled("") },
    );
  }
  if (error !== null) await tellEnd(write, run, end.state === "failed" ? "failed" : "cancelled", error);
}

/** What failed and was repeated, perhaps more than once, is done with: nobody has to look after it any more. */
async function resolveRepeated(write: Write, repeated: string): Promise<void> {
  await write.sql.query(
    `WITH RECURSIVE chain AS (
       SELECT id, replay_of FROM job_run WHERE id = $1
       UNION SELECT r.id, r.replay_of FROM job_run r JOIN chain c ON r.id = c.replay_of)
     UPDATE job_run SET resolved_at = clock_timestamp()
     WHERE id IN (SELECT id FROM chain) AND state = 'failed' AND resolved_at IS NULL`,
    [repeated],
  );
}

/** Ends a step of a run that waits for something else: an event, a time, another run. */
export async function resolveStep(write: Write, runId: string, stepId: string, result: StepResult): Promise<boolean> {
  const run = await lockRun(write.sql, runId);
  if (run === null || run.ended) return false;
  const step = { id: stepId, name: stepId, kind: "step", attempts: 1 };
  if (!(await endStep(write, run, step, result))) return false;
  askAgain(write, run);
  await saveRun(write, run);
  return true;
}

async function tellEnd(write: Write, run: LockedRun, how: "failed" | "cancelled", error: JobError): Promise<void> {
  await write.sql.query(
    `INSERT INTO job_event (id, name, data, ts)
     SELECT $2, $3, json_build_object('function_id', $4::text, 'run_id', $5::text, 'error', $6::json,
         'event', json_build_object('id', e.id, 'name', e.name, 'data', e.data, 'ts', e.ts)),
       (extract(epoch FROM clock_timestamp()) * 1000)::bigint
     FROM job_event e WHERE e.id = $1
     ON CONFLICT (id) DO NOTHING`,
    [
      run.event_id,
      deterministicId("ended", run.id),
      `inngest/function.${how}`,
      run.function_id,
      run.id,
      JSON.stringify({ stack: "", ...error }),
    ],
  );
  write.hasEvents = true;
}

function cancelled(reason: string): JobError {
  return { name: "RunCancelled", message: `The run was cancelled${reason === "" ? "" : `: ${reason}`}.` };
}
