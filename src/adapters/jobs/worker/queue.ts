import pg from "pg";
import { type Db, PgBoss } from "pg-boss";
import type { Sql } from "./sql";

const SCHEMA = "pgboss";
/** The one queue: everything that is due at a time, be it a step, the end of a sleep or a schedule. */
export const QUEUE = "ticks";

/** A request may take this long; pg-boss's own limit lies above it and never strikes first. */
export const REQUEST_LIMIT_MS = 10 * 60_000;

/** pg-boss on our own connections. It changes no table and starts no timers but its housekeeping. */
export function openQueue(sql: Sql, onError: (error: Error) => void): PgBoss {
  const boss = new PgBoss({
    db: queueDb(sql),
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 30,
    maintenanceIntervalSeconds: 60,
    flowIntervalSeconds: 600,
  });
  boss.on("error", onError);
  return boss;
}

/** Statements of pg-boss on this connection, so that they are part of its transaction. */
export function queueDb(sql: Sql): Db {
  return { executeSql: (text, values) => sql.query(text, values) };
}

/** How many jobs a command of pg-boss reached; its types keep that to themselves. */
export function affectedBy(response: object): number {
  if ("affected" in response && typeof response.affected === "number") return response.affected;
  throw new Error("pg-boss does not say how many jobs it reached");
}

/**
 * Makes pg-boss's tables, or brings them to the installed version, and lets the application's role use
 * them. For whoever migrates, as the role that owns the tables.
 */
export async function installQueue(ownerUrl: string, loginRole: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  pool.on("error", () => undefined);
  const boss = new PgBoss({ db: queueDb(pool), schema: SCHEMA, supervise: false, schedule: false });
  boss.on("error", () => undefined);
  try {
    await boss.start();
    const options = {
      // A tick is taken back when its worker's lease ends; this bounds how often.
      retryLimit: 50,
      retryDelay: 0,
      expireInSeconds: 2 * (REQUEST_LIMIT_MS / 1000),
      retentionSeconds: 365 * 86_400,
      deleteAfterSeconds: 600,
    };
    if ((await boss.getQueue(QUEUE)) === null) await boss.createQueue(QUEUE, options);
    else await boss.updateQueue(QUEUE, options);
    const role = pg.escapeIdentifier(loginRole);
    await pool.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${role}`);
    await pool.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${role}`);
    await pool.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO ${role}`);
  } finally {
    await boss.stop({ graceful: false, close: false }).catch(() => undefined);
    await pool.end();
  }
}
