import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { PlainError } from "./plain-error";

/** Prisma's own lock, so that its commands and this runner exclude each other. */
const PRISMA_LOCK = 72707369;

// Word for word the table that Prisma's migrate keeps, so that its commands read ours.
const TABLE = `CREATE TABLE IF NOT EXISTS public._prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

export type Migration = { name: string; sql: string; checksum: string };

/** Someone must look: the database and the folder of migrations do not belong together. */
export class MigrationError extends PlainError {}

/** Every migration in `directory`, in the order in which they are applied. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Applies what is missing and returns the names of what it applied. Each migration and its record are one
 * transaction: killed anywhere, it is either wholly there or not at all.
 */
export async function migrate(databaseUrl: string, directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "counterpart-migrate" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query("SET client_min_messages = warning");
    await client.query(TABLE);
    const applied = await readApplied(client);
    refuseForeign(migrations, applied);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  type Row = { name: string; checksum: string; is_finished: boolean; logs: string | null };
  const { rows } = await client.query<Row>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS is_finished, logs
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  for (const row of rows) {
    if (row.is_finished) continue;
    // We never leave one open; Prisma's own command does, when a migration fails under it.
    throw new MigrationError(
      `Migration ${row.name} was started by another tool and never finished. Look at the database, then run ` +
        `"npx prisma migrate resolve --applied ${row.name}" or "--rolled-back ${row.name}". ${row.logs ?? ""}`.trim(),
    );
  }
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function refuseForeign(migrations: Migration[], applied: Map<string, string>): void {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    const current = known.get(name);
    if (current === undefined) {
      throw new MigrationError(
        `The database has migration ${name}, which this version of the code does not. ` +
          "It was made by a newer version: update the code, or use another DATA_DIR.",
      );
    }
    if (current !== checksum) {
      throw new MigrationError(
        `Migration ${name} was changed after it had been applied to this database. Applied migrations are never ` +
          "edited: restore the file and put the change into a new migration, or use another DATA_DIR.",
      );
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new MigrationError(
      `Migration ${migration.name} failed and left nothing behind: ${describe(error, migration.sql)}`,
      { cause: error },
    );
  }
}

function describe(error: unknown, sql: string): string {
  if (!(error instanceof Error)) return String(error);
  const position = "position" in error ? Number(error.position) : Number.NaN;
  const line = Number.isFinite(position) ? ` (line ${sql.slice(0, position).split("\n").length})` : "";
  return `${error.message}${line}`;
}
