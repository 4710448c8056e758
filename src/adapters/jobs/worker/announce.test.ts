import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { InngestFunction } from "inngest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";

let bench: EngineBench;
let plain: InngestFunction.Any;
beforeEach(async () => {
  bench = await startEngineBench((client, journal) => {
    plain = client.createFunction({ id: "plain", triggers: { event: "told/plain" } }, async ({ event, step }) => {
      await step.run("ran", () => journal.add(String(event.data.key), "plain"));
    });
    return [plain];
  });
});
afterEach(() => bench.close());

const late = (event: string, id = "late") =>
  bench.client.createFunction({ id, triggers: { event } }, async ({ event: { data }, step }) => {
    await step.run("ran", () => bench.journal.add(String(data.key), id));
  });

async function send(name: string): Promise<string> {
  const key = randomUUID();
  await bench.jobs.send([{ id: key, name, data: { key } }]);
  return key;
}

async function isRouted(id: string): Promise<boolean> {
  const { rows } = await bench.db.owner.query("SELECT routed_at FROM job_event WHERE id = $1", [id]);
  return rows[0]?.routed_at instanceof Date;
}

test("a function that the worker does not know yet gets the events that came before it did, once", async () => {
  const worker = await bench.startWorker({ announceMs: 1_500 });
  await worker.announced;
  const keys = [await send("told/new"), await send("told/plain")];
  for (const key of keys) await expect.poll(() => isRouted(key), { timeout: 5_000 }).toBe(true);
  // The app has it from now on; the worker asks in a while.
  bench.serve([plain, late("told/new"), late("told/plain", "second")]);
  await expect.poll(() => bench.journal.of(keys[0] ?? ""), { timeout: 8_000 }).toEqual(["late"]);
  await expect.poll(() => bench.journal.of(keys[1] ?? ""), { timeout: 8_000 }).toEqual(["plain", "second"]);
  const after = await send("told/new");
  await expect.poll(() => bench.journal.of(after), { timeout: 8_000 }).toEqual(["late"]);
  await sleep(1_600);
  expect(keys.map((key) => bench.journal.of(key).length)).toEqual([1, 2]);
});

test("what the app does not name any more is retired, also when it was served at another address", async () => {
  const retired = async () =>
    (await bench.db.owner.query("SELECT id FROM job_function WHERE retired_at IS NOT NULL")).rows.map(({ id }) => id);
  await bench.db.owner.query(
    `INSERT INTO job_function (id, serve_url, name, config, triggers) VALUES ('suite-gone', 'http://elsewhere/api/inngest', 'Gone',
       '{"id":"suite-gone","name":"Gone","triggers":[{"event":"told/plain"}],"maxAttempts":1,"concurrency":[],"cancel":[]}', '{told/plain}')`,
  );
  await (await bench.startWorker()).announced;
  expect(await retired()).toEqual(["suite-gone"]);
  const key = await send("told/plain");
  await expect.poll(() => bench.journal.of(key), { timeout: 5_000 }).toEqual(["plain"]);
  const { rows } = await bench.db.owner.query("SELECT function_id FROM job_run");
  expect(rows).toEqual([{ function_id: "suite-plain" }]);
});

test("a worker that begins while the app does not answer is seen to have no functions, and why", async () => {
  const first = await bench.startWorker();
  await first.announced;
  await expect.poll(() => bench.jobs.probe().then(() => "well"), { timeout: 5_000 }).toBe("well");
  await first.stop();
  await expect(bench.jobs.probe()).rejects.toThrow("no worker is at work");
  bench.app.handler = async () => new Response("no", { status: 401 });
  const second = await bench.startWorker();
  const problem = () => bench.jobs.probe().then(() => "well", String);
  await expect.poll(problem, { timeout: 5_000 }).toMatch(/does not tell the worker its functions: .*answered 401/);
  const key = await send("told/plain");
  await sleep(500);
  expect(await isRouted(key)).toBe(false);
  bench.serve([plain]);
  await expect.poll(problem, { timeout: 5_000 }).toBe("well");
  await expect.poll(() => bench.journal.of(key), { timeout: 5_000 }).toEqual(["plain"]);
  await second.stop();
});

const crons = async () =>
  (
    await bench.db.owner.query(
      "SELECT data->>'cron' AS cron, id FROM pgboss.job WHERE data->>'kind' = 'cron' AND state = 'created' ORDER BY 1",
    )
  ).rows;
const scheduled = (cron: string) =>
  bench.client.createFunction({ id: "clock", triggers: { cron } }, async ({ step }) => {
    await step.run("struck", () => bench.journal.add("clock", cron));
  });
const strikeNow = (id: string) =>
  bench.db.owner.query("UPDATE pgboss.job SET start_after = now() - interval '3 hours' WHERE id = $1", [id]);

test("a schedule that was missed while no worker ran strikes once, and goes on from now", async () => {
  bench.serve([scheduled("0 * * * *")]);
  const first = await bench.startWorker();
  await first.announced;
  await first.stop();
  const [due] = await crons();
  await strikeNow(due.id);
  await bench.startWorker();
  await expect.poll(() => bench.journal.of("clock"), { timeout: 5_000 }).toEqual(["0 * * * *"]);
  await sleep(700);
  expect(bench.journal.of("clock")).toHaveLength(1);
  const next = await bench.db.owner.query(
    "SELECT start_after > now() AS later FROM pgboss.job WHERE data->>'kind' = 'cron' AND state = 'created'",
  );
  expect(next.rows).toEqual([{ later: true }]);
});

test("a schedule that is changed strikes by the new one alone", async () => {
  bench.serve([scheduled("0 * * * *")]);
  await (await bench.startWorker()).announced;
  const [before] = await crons();
  bench.serve([scheduled("30 * * * *")]);
  await expect.poll(async () => (await crons()).map(({ cron }) => cron), { timeout: 5_000 }).toContain("30 * * * *");
  await strikeNow(before.id);
  await expect.poll(async () => (await crons()).map(({ cron }) => cron), { timeout: 5_000 }).toEqual(["30 * * * *"]);
  const [after] = await crons();
  await strikeNow(after.id);
  await expect.poll(() => bench.journal.of("clock"), { timeout: 5_000 }).toEqual(["30 * * * *"]);
});

test("where something else strikes the schedules, the worker ends what it began and begins nothing by the clock", async () => {
  bench.serve([plain, scheduled("0 * * * *")]);
  const first = await bench.startWorker();
  await first.announced;
  await first.stop();
  const [due] = await crons();
  await strikeNow(due.id);
  const key = await send("told/plain");
  await (await bench.startWorker({ hasSchedules: false })).announced;
  await expect.poll(() => bench.journal.of(key), { timeout: 5_000 }).toEqual(["plain"]);
  await expect.poll(crons, { timeout: 5_000 }).toEqual([]);
  expect(bench.journal.of("clock")).toEqual([]);
});
