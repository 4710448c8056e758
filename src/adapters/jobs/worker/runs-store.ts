import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { FunctionSummary, RunDetail, RunError, RunState, RunStep, RunSummary, RunsStore } from "../jobs.port";
import { FunctionConfig } from "./function-config";
import { beginRun, type KeptEvent } from "./new-run";
import { endRun, lockRun, newWrite } from "./run-state";
import { inTransaction } from "./sql";

type RunRow = {
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

const columns = `r.seq, r.id, r.function_id, coalesce(f.name, r.function_id) AS function_name, r.state, e.name AS event_name,
  r.failures, r.queued_at, r.started_at, r.ended_at, r.error, r.replay_of`;
const tables = "job_run r JOIN job_event e ON e.id = r.event_id LEFT JOIN job_function f ON f.id = r.function_id";

/** Reads and steers runs from the application's side; the worker is only woken. */
export function createRunsStore(pool: Pool): RunsStore {
  return {
    listRuns: async ({ functionId, state, cursor, limit }) => {
      const { rows } = await pool.query<RunRow>(
        `SELECT ${columns} FROM ${tables}
         WHERE ($1::text IS NULL OR r.function_id = $1) AND ($2::text IS NULL OR r.state = $2) AND ($3::bigint IS NULL OR r.seq < $3)
         ORDER BY r.seq DESC LIMIT $4`,
        [
          functionId ?? null,
          state ?? null,
          cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : null,
          limit + 1,
        ],
      );
      const page = rows.slice(0, limit);
      return { runs: page.map(summary), nextCursor: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
    },
    listFunctions: () => listFunctions(pool),
    getRun: (id) => getRun(pool, id),
    cancel: (id) => (isUuid(id) ? cancel(pool, id) : Promise.resolve(false)),
    replay: (id) => (isUuid(id) ? replay(pool, id) : Promise.resolve(null)),
  };
}

async function listFunctions(pool: Pool): Promise<FunctionSummary[]> {
  const [functions, counted] = await Promise.all([
    pool.query<{ id: string; name: string; triggers: string[] }>(
      "SELECT id, name, triggers FROM job_function WHERE retired_at IS NULL ORDER BY name, id",
    ),
    pool.query<{ function_id: string; state: RunState; count: string }>(
      "SELECT function_id, state, count(*) FROM job_run GROUP BY function_id, state",
    ),
  ]);
  return functions.rows.map(({ id, name, triggers }) => {
    const counts: Record<RunState, number> = {
      queued: 0,
      running: 0,
      sleeping: 0,
      waiting: 0,
      completed: 0,
      failed: 0,
      cancelled: 0,
    };
    for (const row of counted.rows) if (row.function_id === id) counts[row.state] = Number(row.count);
    return { id, name, triggers, counts };
  });
}

async function getRun(pool: Pool, id: string): Promise<RunDetail | null> {
  if (!isUuid(id)) return null;
  type Row = RunRow & { event_id: string; event_data: unknown; output: unknown };
  const { rows } = await pool.query<Row>(
    `SELECT ${columns}, e.id AS event_id, e.data AS event_data, r.output FROM ${tables} WHERE r.id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return null;
  type StepRow = Pick<RunStep, "id" | "name" | "kind" | "state" | "attempts" | "error"> & {
    started_at: Date;
    ended_at: Date | null;
    data: unknown;
  };
  const steps = await pool.query<StepRow>(
    `SELECT id, name, kind, state, attempts, started_at, ended_at, data, error FROM job_step
     WHERE run_id = $1 ORDER BY started_at, place NULLS LAST, id`,
    [id],
  );
  return {
    ...summary(row),
    events: [{ id: row.event_id, name: row.event_name, data: row.event_data }],
    steps: steps.rows.map(({ started_at, ended_at, data, ...step }) => ({
      ...step,
      startedAt: started_at,
      endedAt: ended_at,
      output: data ?? null,
    })),
    output: row.output ?? null,
  };
}

async function cancel(pool: Pool, id: string): Promise<boolean> {
  return inTransaction(pool, async (sql) => {
    const write = newWrite(sql, null);
    const run = await lockRun(sql, id);
    if (run === null || run.ended) return false;
    await endRun(write, run, { state: "cancelled", reason: "by hand" });
    await sql.query("SELECT pg_notify('worker', 'jobs')");
    return true;
  });
}

async function replay(pool: Pool, id: string): Promise<string | null> {
  return inTransaction(pool, async (sql) => {
    const { rows } = await sql.query<{ config: unknown; event: KeptEvent }>(
      `SELECT f.config, json_build_object('id', e.id, 'name', e.name, 'data', e.data, 'ts', e.ts) AS event
       FROM job_run r JOIN job_event e ON e.id = r.event_id JOIN job_function f ON f.id = r.function_id
       WHERE r.id = $1 AND f.retired_at IS NULL AND f.refused = '{}'`,
      [id],
    );
    const found = rows[0];
    if (found === undefined) return null;
    const copy = randomUUID();
    const config = FunctionConfig.parse(found.config);
    await beginRun(newWrite(sql, null), { id: copy, config, event: found.event, replayOf: id });
    await sql.query("SELECT pg_notify('worker', 'jobs')");
    return copy;
  });
}

function summary(row: RunRow): RunSummary {
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

/** What is no id at all is answered like an id of nothing. */
function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}
