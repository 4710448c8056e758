import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { CountedState, FunctionSummary, RunsStore } from "../jobs.port";
import { FunctionConfig } from "./function-config";
import { beginRun, type KeptEvent } from "./new-run";
import { type RunRow, readRun, runColumns, runTables, summaryOf } from "./read-run";
import { endRun, lockRun, newWrite } from "./run-state";
import { listSetAside, routeAgain } from "./set-aside";
import { inTransaction } from "./sql";

/** Reads and steers runs from the application's side; the worker is only woken. */
export function createRunsStore(pool: Pool): RunsStore {
  return {
    listRuns: async ({ functionId, state, cursor, limit }) => {
      const { rows } = await pool.query<RunRow>(
        `SELECT ${runColumns} FROM ${runTables}
         WHERE ($1::text IS NULL OR r.function_id = $1) AND ($2::text IS NULL OR r.state = $2)
           AND ($2::text IS DISTINCT FROM 'failed' OR r.resolved_at IS NULL) AND ($3::bigint IS NULL OR r.seq < $3)
         ORDER BY r.seq DESC LIMIT $4`,
        [
          functionId ?? null,
          state ?? null,
          cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : null,
          limit + 1,
        ],
      );
      const page = rows.slice(0, limit);
      return { runs: page.map(summaryOf), nextCursor: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
    },
    listFunctions: () => listFunctions(pool),
    getRun: (id) => (isUuid(id) ? readRun(pool, id) : Promise.resolve(null)),
    cancel: (id) => (isUuid(id) ? cancel(pool, id) : Promise.resolve(false)),
    replay: (id) => (isUuid(id) ? replay(pool, id) : Promise.resolve(null)),
    listSetAside: (page) => listSetAside(pool, page),
    routeAgain: (eventId) => routeAgain(pool, eventId),
  };
}

async function listFunctions(pool: Pool): Promise<FunctionSummary[]> {
  // What has ended well is not counted: there may be any number of it, and somebody looks every few seconds.
  const [functions, counted] = await Promise.all([
    pool.query<{ id: string; name: string; triggers: string[] }>(
      "SELECT id, name, triggers FROM job_function WHERE retired_at IS NULL ORDER BY name, id",
    ),
    pool.query<{ function_id: string; state: CountedState; count: string }>(
      `SELECT function_id, state, count(*) FROM job_run WHERE ended_at IS NULL GROUP BY function_id, state
       UNION ALL
       SELECT function_id, 'failed', count(*) FROM job_run WHERE state = 'failed' AND resolved_at IS NULL GROUP BY function_id`,
    ),
  ]);
  return functions.rows.map(({ id, name, triggers }) => {
    const counts: Record<CountedState, number> = { queued: 0, running: 0, sleeping: 0, waiting: 0, failed: 0 };
    for (const row of counted.rows) if (row.function_id === id) counts[row.state] = Number(row.count);
    return { id, name, triggers, counts };
  });
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

/** What is no id at all is answered like an id of nothing. */
function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}
