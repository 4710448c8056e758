import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "./db";

/** `missing` says, for whoever watches the installation, what keeps it from serving; empty when it is ready. */
export type Readiness = { ready: boolean; missing: string[] };

/** A worker beats every second. */
const FRESH_SECONDS = 4;
const PATIENCE_MS = 3_000;
/** It asks the application for its functions every half minute. Where an Inngest is set, no worker holds a lease. */
const ANNOUNCED_SECONDS = 120;

/** Asks whether everything answers that a request may need: the database, its migrations, a worker that knows its functions. */
export async function readiness(sql: Sql, migrationsDirectory: string): Promise<Readiness> {
  try {
    const missing = await withinPatience(findMissing(sql, migrationsDirectory));
    return { ready: missing.length === 0, missing };
  } catch {
    return { ready: false, missing: ["database"] };
  }
}

async function findMissing(sql: Sql, migrationsDirectory: string): Promise<string[]> {
  const { rows } = await sql.query<{ applied: string[]; is_worker_alive: boolean; has_functions: boolean }>(
    `SELECT coalesce(array_agg(migration_name::text) FILTER (WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL), '{}') AS applied,
            EXISTS (SELECT FROM worker_heartbeat WHERE beaten_at > clock_timestamp() - make_interval(secs => $1)) AS is_worker_alive,
            (SELECT coalesce(bool_or(announced_at > clock_timestamp() - make_interval(secs => $2)), count(*) = 0)
               FROM job_worker WHERE lease_until > clock_timestamp()) AS has_functions
       FROM _prisma_migrations`,
    [FRESH_SECONDS, ANNOUNCED_SECONDS],
  );
  const [row] = rows;
  const applied = new Set(row?.applied);
  const missing = (await migrationNames(migrationsDirectory))
    .filter((name) => !applied.has(name))
    .map((name) => `migration ${name}`);
  if (row?.is_worker_alive !== true) missing.push("worker");
  // A worker that does not reach the application runs nothing, however alive it is.
  else if (row.has_functions !== true) missing.push("functions");
  return missing;
}

async function migrationNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE_MS);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

/** Where this installation's migrations lie; the application runs from its checkout. */
export function migrationsDirectory(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), "prisma/migrations");
}
