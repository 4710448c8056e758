import type { Pool } from "pg";
import type { RunDetail, RunError, RunState, RunStep, RunSummary } from "../jobs.port";

export type RunRow = {
  seq: string;
  id: string;
  function_id: string;
  function_name: string;
  state: RunState;
  event_name: string;
  failures: number;
  queued_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  error: RunError | null;
  replay_of: string | null;
};

export const runColumns = `r.seq, r.id, r.function_id, coalesce(f.name, r.function_id) AS function_name, r.state, e.name AS event_name,
  r.failures, r.queued_at, r.started_at, r.ended_at, r.error, r.replay_of`;
export const runTables =
  "job_run r JOIN job_event e ON e.id = r.event_id LEFT JOIN job_function f ON f.id = r.function_id";

/** More of one value, or of all steps together, nobody reads on a page, which asks every second. */
const MOST_CHARACTERS = 20_000;
const MOST_OF_STEPS = 400_000;
const EXCERPT = 500;

/** A value of JSON, or the beginning of its text where `isShort` does not hold, with the length of it. */
const shortened = (value: string, name: string, isShort: string) =>
  `CASE WHEN ${isShort} THEN ${value} ELSE to_json(left(${value}::text, ${EXCERPT})) END AS ${name},
   CASE WHEN NOT (${isShort}) THEN length(${value}::text) END AS ${name}_cut`;
const isShort = (value: string) => `coalesce(length(${value}::text), 0) <= ${MOST_CHARACTERS}`;

/** A run with its steps, or null. */
export async function readRun(pool: Pool, id: string): Promise<RunDetail | null> {
  type Row = RunRow & {
    event_id: string;
    event_data: unknown;
    event_data_cut: number | null;
    run_output: unknown;
    run_output_cut: number | null;
  };
  const { rows } = await pool.query<Row>(
    `SELECT ${runColumns}, e.id AS event_id, ${shortened("e.data", "event_data", isShort("e.data"))},
       ${shortened("r.output", "run_output", isShort("r.output"))} FROM ${runTables} WHERE r.id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ...summaryOf(row),
    events: [{ id: row.event_id, name: row.event_name, data: row.event_data, cutFrom: row.event_data_cut }],
    steps: await readSteps(pool, id),
    output: row.run_output ?? null,
    cutFrom: row.run_output_cut,
  };
}

async function readSteps(pool: Pool, run: string): Promise<RunStep[]> {
  type Row = Pick<RunStep, "id" | "name" | "kind" | "state" | "attempts" | "error"> & {
    started_at: Date;
    ended_at: Date | null;
    output: unknown;
    output_cut: number | null;
  };
  const { rows } = await pool.query<Row>(
    `SELECT id, name, kind, state, attempts, started_at, ended_at, error,
       ${shortened("data", "output", `size <= ${MOST_CHARACTERS} AND so_far <= ${MOST_OF_STEPS}`)}
     FROM (SELECT s.*, coalesce(length(data::text), 0) AS size,
         sum(coalesce(length(data::text), 0)) OVER (ORDER BY started_at, place NULLS LAST, id ROWS UNBOUNDED PRECEDING) AS so_far
       FROM job_step s WHERE run_id = $1) AS sized
     ORDER BY started_at, place NULLS LAST, id`,
    [run],
  );
  return rows.map(({ started_at, ended_at, output, output_cut, ...step }) => ({
    ...step,
    startedAt: started_at,
    endedAt: ended_at,
    output: output ?? null,
    cutFrom: output_cut,
  }));
}

export function summaryOf(row: RunRow): RunSummary {
  const { started_at: startedAt, ended_at: endedAt } = row;
  return {
    id: row.id,
    functionId: row.function_id,
    functionName: row.function_name,
    state: row.state,
    eventName: row.event_name,
    attempts: row.state === "failed" ? Math.max(1, row.failures) : row.failures + 1,
    queuedAt: row.queued_at,
    startedAt,
    endedAt,
    durationMs: startedAt === null ? null : (endedAt ?? new Date()).getTime() - startedAt.getTime(),
    error: row.error,
    replayOf: row.replay_of,
  };
}
