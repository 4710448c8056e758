import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "~/testing/database";
import { readiness } from "./readiness";

const migrations = join(import.meta.dirname, "../../prisma/migrations");
const db = await createTestDatabase();
afterAll(() => db.close());

beforeEach(async () => {
  await db.owner.query("DELETE FROM worker_heartbeat");
  await db.app.query("INSERT INTO worker_heartbeat (worker_id, beaten_at) VALUES ($1, clock_timestamp())", [
    randomUUID(),
  ]);
});

test("everything there is ready", async () => {
  expect(await readiness(db.app, migrations)).toEqual({ ready: true, missing: [] });
});

test("a worker whose last beat is five seconds old is missing", async () => {
  await db.app.query("UPDATE worker_heartbeat SET beaten_at = clock_timestamp() - interval '5 seconds'");
  expect(await readiness(db.app, migrations)).toEqual({ ready: false, missing: ["worker"] });
});

test("a migration that was not applied is missing, by name", async () => {
  const last = "(SELECT max(migration_name) FROM _prisma_migrations)";
  const { rows } = await db.owner.query(
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = ${last} RETURNING migration_name AS name`,
  );
  expect(await readiness(db.app, migrations)).toEqual({ ready: false, missing: [`migration ${rows[0].name}`] });
  await db.owner.query("UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL");
});

test("a database that refuses is missing", async () => {
  const refuses = { query: () => Promise.reject(new Error("ECONNREFUSED")) };
  expect(await readiness(refuses, migrations)).toEqual({ ready: false, missing: ["database"] });
});

test("a database that says nothing is missing within five seconds", async () => {
  const startedAt = Date.now();
  const says = { query: () => new Promise<never>(() => undefined) };
  expect(await readiness(says, migrations)).toEqual({ ready: false, missing: ["database"] });
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});

test.each([
  ["does not reach the application", null, ["functions"]],
  ["has not reached it for three minutes", "3 minutes", ["functions"]],
  ["knows its functions", "30 seconds", []],
])("a worker that is alive and %s: the installation says so", async (_, age, missing) => {
  await db.owner.query("DELETE FROM job_worker");
  await db.owner.query(
    `INSERT INTO job_worker (id, lease_until, announced_at, problem)
     VALUES (gen_random_uuid(), clock_timestamp() + interval '5 seconds', clock_timestamp() - $1::interval, 'nobody answers')`,
    [age],
  );
  expect(await readiness(db.app, migrations)).toEqual({ ready: missing.length === 0, missing });
});
