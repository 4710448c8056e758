import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { migrate } from "./migrate";

const cluster = inject("cluster");
const cleanUps: (() => Promise<unknown>)[] = [];
let folder: string;
let url: string;
let count = 0;

beforeEach(async () => {
  const made = await mkdtemp(join(tmpdir(), "counterpart-migrations-"));
  folder = made;
  const name = `migrate_${process.pid}_${count++}`;
  await query(cluster.ownerUrl, `CREATE DATABASE ${name}`);
  url = Object.assign(new URL(cluster.ownerUrl), { pathname: `/${name}` }).href;
  cleanUps.push(
    () => rm(made, { recursive: true, force: true }),
    () => query(cluster.ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  );
});
afterAll(() => Promise.all(cleanUps.map((cleanUp) => cleanUp())));

async function query(connectionString: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

describe("migrating", () => {
  test("applies what is missing, in order, once", async () => {
    await write("2_second", "INSERT INTO a VALUES (2);");
    await write("1_first", "CREATE TABLE a (id int);");
    expect(await migrate(url, folder)).toEqual(["1_first", "2_second"]);
    expect(await migrate(url, folder)).toEqual([]);
    await write("3_third", "INSERT INTO a VALUES (3);");
    expect(await migrate(url, folder)).toEqual(["3_third"]);
    expect(await query(url, "SELECT id FROM a ORDER BY id")).toEqual([{ id: 2 }, { id: 3 }]);
  });

  test("keeps the record as Prisma does", async () => {
    await write("1_first", "SELECT 1;");
    await migrate(url, folder);
    expect(await query(url, "SELECT * FROM _prisma_migrations")).toMatchObject([
      {
        migration_name: "1_first",
        // printf 'SELECT 1;' | sha256sum
        checksum: "17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a",
        applied_steps_count: 1,
        rolled_back_at: null,
        logs: null,
        finished_at: expect.any(Date),
      },
    ]);
  });

  test("by several at once applies everything once", async () => {
    await write("1_first", "CREATE TABLE a (id int); SELECT pg_sleep(0.2);");
    await write("2_second", "INSERT INTO a VALUES (1);");
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
    expect(results.flat().sort()).toEqual(["1_first", "2_second"]);
  });

  test("leaves nothing of a migration that fails, and says where", async () => {
    await write("1_first", "CREATE TABLE a (id int);\nINSERT INTO missing VALUES (1);");
    await expect(migrate(url, folder)).rejects.toThrow(/1_first failed and left nothing behind: .*missing.*line 2/);
    expect(
      await query(url, "SELECT to_regclass('a') AS a, (SELECT count(*)::int FROM _prisma_migrations) AS n"),
    ).toEqual([{ a: null, n: 0 }]);
  });

  test("goes on after one that was killed half-way", async () => {
    await write("1_first", "CREATE TABLE a (id int); SELECT pg_sleep(30);");
    const killed = migrate(url, folder);
    killed.catch(() => undefined);
    const isAsleep =
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'counterpart-migrate' AND wait_event = 'PgSleep'";
    let pid: unknown;
    while (pid === undefined) pid = (await query(url, isAsleep))[0]?.pid;
    await query(url, `SELECT pg_terminate_backend(${pid})`);
    await expect(killed).rejects.toThrow();
    await write("1_first", "CREATE TABLE a (id int);");
    expect(await migrate(url, folder)).toEqual(["1_first"]);
  });

  test("refuses a migration that was changed after it had been applied", async () => {
    await write("1_first", "CREATE TABLE a (id int);");
    await migrate(url, folder);
    await write("1_first", "CREATE TABLE a (id bigint);");
    await expect(migrate(url, folder)).rejects.toThrow(/1_first was changed after it had been applied/);
  });

  test("refuses a database that a newer version has migrated", async () => {
    await write("1_first", "SELECT 1;");
    await write("2_newer", "SELECT 2;");
    await migrate(url, folder);
    await rm(join(folder, "2_newer"), { recursive: true });
    await expect(migrate(url, folder)).rejects.toThrow(/2_newer, which this version of the code does not/);
  });

  test("refuses a database where another tool's migration is still open", async () => {
    await write("1_first", "SELECT 1;");
    await migrate(url, folder);
    await query(url, "UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(migrate(url, folder)).rejects.toThrow(/1_first was started by another tool and never finished/);
  });
});
