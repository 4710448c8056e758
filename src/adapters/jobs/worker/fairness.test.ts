import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { claimTicks, unpark } from "./claim";
import { openQueue, QUEUE } from "./queue";
import { inTransaction } from "./sql";
import { jobOf, lookTick } from "./tick";

let bench: EngineBench;
let release: () => void = () => undefined;
const held = new Promise<void>((resolve) => {
  release = resolve;
});

beforeAll(async () => {
  bench = await startEngineBench((client, journal) => [
    client.createFunction(
      { id: "narrow", concurrency: 1, triggers: { event: "fair/narrow" } },
      async ({ event, step }) => {
        await step.run("slow", async () => {
          await held;
          journal.add("narrow", String(event.data.key));
        });
      },
    ),
    client.createFunction({ id: "quick", triggers: { event: "fair/quick" } }, async ({ event, step }) => {
      await step.run("ran", () => journal.add(String(event.data.key), "ran"));
    }),
  ]);
});
afterAll(() => bench.close());

test("a function that is at its limit holds up no other, however much of it is due", async () => {
  const worker = await bench.startWorker();
  const crowd = Array.from({ length: 150 }, () => ({ id: randomUUID(), name: "fair/narrow", data: { key: "crowd" } }));
  await bench.jobs.send(crowd);
  const key = randomUUID();
  await bench.jobs.send([{ id: key, name: "fair/quick", data: { key } }]);
  await expect.poll(() => bench.journal.of(key), { timeout: 5_000, interval: 20 }).toEqual(["ran"]);
  expect(bench.journal.of("narrow")).toEqual([]);
  release();
  await expect.poll(() => bench.journal.of("narrow").length, { timeout: 20_000 }).toBeGreaterThan(10);
  await worker.stop();
});

test("what waits for a slot keeps its place, however often it is brought back in vain", async () => {
  const pool = new pg.Pool({ connectionString: bench.db.appUrl, max: 3, pipeline: true });
  const boss = openQueue(pool, () => undefined);
  await boss.start();
  await bench.db.owner.query("DELETE FROM pgboss.job");
  await bench.db.owner.query("TRUNCATE job_parked, job_claim");
  const slot = "1|a lane";
  const run = async () => {
    const id = randomUUID();
    await bench.db.owner.query(
      "INSERT INTO job_event (id, name, data, ts, routed_at) VALUES ($1, 'n', '{}', 0, now())",
      [id],
    );
    await bench.db.owner.query(
      "INSERT INTO job_run (id, function_id, event_id, discovery, slots) VALUES ($1::uuid, 'suite-narrow', $1::text, 'queued', $2)",
      [id, [slot]],
    );
    await boss.insert(QUEUE, [jobOf({ tick: lookTick(id, 1), at: null })]);
    return id;
  };
  const claim = () => inTransaction(pool, (sql) => claimTicks(boss, sql, randomUUID(), 1));
  const parked = async () =>
    (await bench.db.owner.query("SELECT due_at, tick->>'run' AS run FROM job_parked ORDER BY due_at")).rows;

  await run();
  expect((await claim()).claimed).toHaveLength(1);
  const [first, second] = [await run(), await run()];
  expect(await claim()).toEqual({ claimed: [], fetched: 1 });
  expect(await claim()).toEqual({ claimed: [], fetched: 1 });
  const before = await parked();
  expect(before.map(({ run: id }) => id)).toEqual([first, second]);
  // The slot is free for a moment, and taken again before whoever waited longest is there.
  await bench.db.owner.query("UPDATE job_claim SET slots = '{}'");
  expect(await inTransaction(pool, (sql) => unpark(boss, sql, [slot]))).toBe(1);
  await bench.db.owner.query("UPDATE job_claim SET slots = ARRAY[$1]", [slot]);
  expect(await claim()).toEqual({ claimed: [], fetched: 1 });
  const after = await parked();
  expect(after.map(({ run: id }) => id)).toEqual([first, second]);
  expect(after[0].due_at).toEqual(before[0].due_at);
  await boss.stop({ graceful: false, close: false });
  await pool.end();
});
