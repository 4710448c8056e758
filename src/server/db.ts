import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolClient } from "pg";
import { env } from "~/env";
import { PrismaClient } from "~/generated/prisma/client";
import { wakeAfterCommit } from "./outbox-wake";

/** Plain SQL as the login role: a pool, a client inside a transaction, or a test's connection. */
export type Sql = {
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number | null }>;
  /** Where it is there: a statement that each connection reads and plans once, known by its name afterwards. */
  prepared?<R extends object>(statement: PreparedStatement): Promise<{ rows: R[]; rowCount: number | null }>;
};

export type PreparedStatement = { name: string; text: string; values: unknown[] };

/** Runs a statement under its name where the connection can keep it, and as plain text elsewhere. */
export function queryPrepared<R extends object>(sql: Sql, statement: PreparedStatement) {
  return sql.prepared === undefined ? sql.query<R>(statement.text, statement.values) : sql.prepared<R>(statement);
}

/** Prisma inside one transaction whose organisation, person and role are set. */
export type OrgDb = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends" | "$use">;

/** What reaches PostgreSQL: one pool, shared by plain SQL and by Prisma. */
export type Database = { pool: Pool & Sql; prisma: PrismaClient };

/** @param url connection string of `counterpart_app`. */
export function createDatabase(url: string, poolSize: number): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    // A request that cannot get a connection in this time is told so (503), instead of waiting for ever.
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // Who lives is told by who is connected: see chat_end_leases.
    application_name: `counterpart-${process.pid}-${randomUUID()}`,
  });
  // An idle connection that the server ends must not end the process; the next query opens another.
  pool.on("error", () => undefined);
  const prepared = <R extends object>(statement: PreparedStatement) => pool.query<R>(statement);
  return { pool: Object.assign(pool, { prepared }), prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

const shared = globalThis as typeof globalThis & { counterpartDatabase?: Database };

/** The process's database. Kept on `globalThis` so that reloading a module in development opens no second pool. */
export function database(): Database {
  shared.counterpartDatabase ??= createDatabase(env().APP_DATABASE_URL, env().APP_DATABASE_POOL);
  return shared.counterpartDatabase;
}

/**
 * Runs `work` in one transaction that sees only the organisation's rows. Never hold it open across a
 * call to a model or an e-mail.
 */
export function inOrg<T>(
  db: Database,
  who: { orgId: string | null; userId: string },
  work: (tx: OrgDb) => Promise<T>,
): Promise<T> {
  return committed(
    db,
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.org_id', ${who.orgId ?? ""}, true), set_config('app.user_id', ${who.userId}, true), set_config('role', 'app_user', true)`;
      return work(tx);
    },
    { maxWait: 5_000, timeout: 15_000 },
  );
}

/** Runs `work` in one transaction that sees every organisation: for the console and for workers, never for a member. */
export function inPlatform<T>(db: Database, work: (tx: OrgDb) => Promise<T>): Promise<T> {
  return committed(
    db,
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('role', 'app_platform', true)`;
      return work(tx);
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}

async function committed<T>(
  db: Database,
  work: (tx: OrgDb) => Promise<T>,
  limits: { maxWait: number; timeout: number },
): Promise<T> {
  const { result, tx } = await db.prisma.$transaction(async (tx) => ({ tx, result: await work(tx) }), limits);
  wakeAfterCommit(tx, db.pool);
  return result;
}

/** One transaction of plain SQL as the login role; rolled back when `work` throws. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    wakeAfterCommit(client, pool);
    return result;
  } catch (error) {
    // A connection that cannot even roll back is broken: the pool drops it instead of handing it on.
    await client.query("ROLLBACK").then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}
