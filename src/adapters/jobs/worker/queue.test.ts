import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { forgetOld } from "./leases";
import { installQueue, openQueue, QUEUE } from "./queue";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test("the application's role works the queue and keeps house in it, but changes no table", async () => {
  const errors: unknown[] = [];
  const pool = new pg.Pool({ connectionString: db.appUrl, max: 3, pipeline: true });
  const boss = openQueue(pool, (error) => errors.push(error));
  await boss.start();
  const id = randomUUID();
  await boss.insert(QUEUE, [{ id, data: { some: "tick" } }]);
  expect(await boss.fetch(QUEUE)).toMatchObject([{ id, data: { some: "tick" } }]);
  await boss.complete(QUEUE, id);
  await db.owner.query("UPDATE pgboss.job SET completed_on = now() - interval '1 hour' WHERE id = $1", [id]);
  await db.owner.query("UPDATE pgboss.queue SET maintain_on = NULL, monitor_on = NULL");
  await boss.supervise();
  expect(errors).toEqual([]);
  expect((await db.owner.query("SELECT FROM pgboss.job WHERE id = $1", [id])).rowCount).toBe(0);
  await boss.stop({ graceful: false, close: false });
  await pool.end();
  await expect(db.app.query("ALTER TABLE pgboss.job ADD COLUMN more text")).rejects.toThrow(/must be owner/);
  await expect(db.app.query("CREATE TABLE pgboss.mine (a int)")).rejects.toThrow(/permission denied/);
});

test("installing it again changes nothing and loses nothing", async () => {
  await db.owner.query("INSERT INTO pgboss.job (id, name, data) VALUES ($1, $2, '{}')", [randomUUID(), QUEUE]);
  const state = async () =>
    (
      await db.owner.query(
        "SELECT (SELECT count(*) FROM pgboss.job) AS jobs, (SELECT version FROM pgboss.version) AS version",
      )
    ).rows;
  const before = await state();
  await installQueue(db.ownerUrl, "counterpart_app");
  expect(await state()).toEqual(before);
});

test("forgets runs when their time is over: schedules soon, failures late, open ones never", async () => {
  const runs = [
    { days: 3, name: "inngest/scheduled.timer", state: "completed", isKept: false },
    { days: 1, name: "inngest/scheduled.timer", state: "completed", isKept: true },
    { days: 31, name: "some/event", state: "completed", isKept: false },
    { days: 29, name: "some/event", state: "cancelled", isKept: true },
    { days: 89, name: "some/event", state: "failed", isKept: true },
    { days: 91, name: "some/event", state: "failed", isKept: false },
    { days: 400, name: "some/event", state: "sleeping", isKept: true },
  ];
  const kept: string[] = [];
  for (const { days, name, state, isKept } of runs) {
    const id = randomUUID();
    if (isKept) kept.push(id);
    await db.owner.query(
      `INSERT INTO job_event (id, name, data, ts, routed_at) VALUES ($1, $2, '{}', 0, now() - $3 * interval '1 day')`,
      [id, name, days],
    );
    await db.owner.query(
      `INSERT INTO job_run (id, function_id, event_id, state, ended_at)
       VALUES ($1::uuid, 'fn', $1::text, $2, CASE WHEN $2 = 'sleeping' THEN NULL ELSE now() - $3 * interval '1 day' END)`,
      [id, state, days],
    );
  }
  await forgetOld(db.app);
  const ids = async (table: string) =>
    (await db.owner.query<{ id: string }>(`SELECT id::text FROM ${table}`)).rows.map(({ id }) => id).sort();
  expect(await ids("job_run")).toEqual([...kept].sort());
  expect(await ids("job_event")).toEqual([...kept].sort());
});
