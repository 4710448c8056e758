import type { OrgDb, Sql } from "~/server/db";

type PlatformRow = {
  posted: bigint;
  held: bigint;
  debt: bigint;
  chargedToday: bigint;
  openHolds: number;
  overdueHolds: number;
  organizations: number;
  outboxWaiting: number;
  outboxSeconds: number;
  outboxDead: number;
  mailsWaiting: number;
  mailsSeconds: number;
};

/** Sums over the whole platform, of this moment. Amounts in ucr, ages in seconds. */
export async function findPlatformFigures(db: OrgDb): Promise<PlatformRow> {
  const rows = await db.$queryRaw<PlatformRow[]>`
    SELECT a.*, u.*, h.*, o.*, m.* FROM
      (SELECT count(*)::int AS organizations, coalesce(sum(posted_ucr) FILTER (WHERE posted_ucr > 0), 0)::bigint AS posted,
        coalesce(sum(held_ucr), 0)::bigint AS held, coalesce(-sum(posted_ucr) FILTER (WHERE posted_ucr < 0), 0)::bigint AS debt
        FROM credit_account) a,
      (SELECT coalesce(sum(c.charge_ucr), 0)::bigint AS "chargedToday" FROM credit_account x
        JOIN usage_charge c ON c.org_id = x.org_id AND c.created_at >= date_trunc('day', app_now(), 'UTC')) u,
      (SELECT count(*)::int AS "openHolds", count(*) FILTER (WHERE expires_at < app_now())::int AS "overdueHolds"
        FROM credit_account x CROSS JOIN LATERAL ledger_open_holds(x.org_id) WHERE x.open_holds > 0) h,
      (SELECT (count(*) FILTER (WHERE dead_at IS NULL))::int AS "outboxWaiting", (count(*) FILTER (WHERE dead_at IS NOT NULL))::int AS "outboxDead",
        coalesce(extract(epoch FROM app_now() - min(created_at) FILTER (WHERE dead_at IS NULL)), 0)::float AS "outboxSeconds"
        FROM event_outbox WHERE delivered_at IS NULL) o,
      (SELECT count(*)::int AS "mailsWaiting", coalesce(extract(epoch FROM app_now() - min(created_at)), 0)::float AS "mailsSeconds"
        FROM mail_message WHERE state IN ('queued', 'sending')) m`;
  const [row] = rows;
  if (row === undefined) throw new Error("an aggregate without a row");
  return row;
}

export type WorkerFigures = { workers: number; beatSeconds: number };

/** @param sql the login role, whose the workers' table is. */
export async function findWorkers(sql: Sql): Promise<WorkerFigures> {
  const { rows } = await sql.query<WorkerFigures>(
    `SELECT (count(*) FILTER (WHERE beaten_at > clock_timestamp() - interval '4 seconds'))::int AS workers,
       coalesce(extract(epoch FROM clock_timestamp() - max(beaten_at)), -1)::float AS "beatSeconds" FROM worker_heartbeat`,
  );
  return rows[0] ?? { workers: 0, beatSeconds: -1 };
}

export type EngineBacklog = {
  /** Delivered, and not given to any function yet. */
  unrouted: number;
  /** Age of the oldest of them. */
  unroutedSeconds: number;
  /** Set aside, since handling them breaks. */
  setAside: number;
};

/** @param most counted up to this. */
export async function findEngineBacklog(sql: Sql, most: number): Promise<EngineBacklog> {
  const { rows } = await sql.query<EngineBacklog>(
    `SELECT (SELECT count(*)::int FROM (SELECT FROM job_event WHERE routed_at IS NULL LIMIT $1) u) AS unrouted,
       coalesce((SELECT extract(epoch FROM clock_timestamp() - received_at)::float FROM job_event
         WHERE routed_at IS NULL ORDER BY seq LIMIT 1), 0) AS "unroutedSeconds",
       (SELECT count(*)::int FROM (SELECT FROM job_event WHERE problem IS NOT NULL LIMIT $1) p) AS "setAside"`,
    [most],
  );
  return rows[0] ?? { unrouted: 0, unroutedSeconds: 0, setAside: 0 };
}

export type OpenRuns = { state: string; runs: number; oldestSeconds: number };

/** Runs of our own worker that have not ended; of an Inngest's it knows nothing. */
export async function findOpenRuns(sql: Sql): Promise<OpenRuns[]> {
  const { rows } = await sql.query<OpenRuns>(
    `SELECT state, count(*)::int AS runs, extract(epoch FROM clock_timestamp() - min(queued_at))::float AS "oldestSeconds"
     FROM job_run WHERE ended_at IS NULL GROUP BY state`,
  );
  return rows;
}
