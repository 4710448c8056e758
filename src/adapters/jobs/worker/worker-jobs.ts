import type { Pool } from "pg";
import { AppError } from "~/lib/app-error";
import type { JobEvent, JobsPort } from "../jobs.port";
import { refusal } from "./function-config";
import { createRunsStore } from "./runs-store";

/** The twin that needs no account: events go into our own database, where the worker finds them. */
export function createWorkerJobs(pool: Pool): JobsPort {
  return {
    adapter: "worker",
    send: (events) => keepEvents(pool, events),
    probe: () => probe(pool),
    dashboardUrl: null,
    runs: createRunsStore(pool),
  };
}

/** Keeps events and wakes the worker, in one statement however many there are. */
export async function keepEvents(pool: Pool, events: readonly JobEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ id, name, data, ts }) => ({ id, name, data: data ?? {}, ts: ts ?? Date.now() }));
  try {
    await pool.query(
      `WITH kept AS (
         INSERT INTO job_event (id, name, data, ts)
         SELECT id, name, data, ts FROM json_to_recordset($1::json) AS e (id text, name text, data json, ts bigint)
         ON CONFLICT (id) DO NOTHING RETURNING 1)
       SELECT pg_notify('worker', 'jobs') FROM (SELECT count(*) FROM kept) AS k (n) WHERE n > 0`,
      [JSON.stringify(rows)],
    );
  } catch (error) {
    throw new AppError("unavailable", "the events could not be kept", { cause: error });
  }
}

/** The worker asks the app every half minute. */
const FRESH = "2 minutes";

async function probe(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{
    alive: boolean;
    fresh: boolean;
    problem: string | null;
    refused: { id: string; refused: string[] }[] | null;
  }>(
    `SELECT count(*) > 0 AS alive, coalesce(bool_or(announced_at > clock_timestamp() - interval '${FRESH}'), false) AS fresh,
       max(problem) AS problem,
       (SELECT json_agg(json_build_object('id', id, 'refused', refused) ORDER BY id)
        FROM job_function WHERE retired_at IS NULL AND refused <> '{}') AS refused
     FROM job_worker WHERE lease_until > clock_timestamp()`,
  );
  const found = rows[0];
  if (found?.alive !== true) throw new AppError("unavailable", "no worker is at work");
  if (!found.fresh) {
    const why = found.problem === null ? "" : `: ${found.problem}`;
    throw new AppError("unavailable", `the app does not tell the worker its functions${why}`);
  }
  const [first] = found.refused ?? [];
  if (first !== undefined) throw new AppError("unavailable", refusal(first.id, first.refused));
}
