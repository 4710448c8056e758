import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";

let bench: EngineBench;
beforeAll(async () => {
  bench = await startEngineBench((client, journal) => [
    client.createFunction({ id: "plain", triggers: { event: "route/plain" } }, async ({ event, step }) => {
      await step.run("ran", () => journal.add(String(event.data.key), "ran"));
    }),
  ]);
  await bench.startWorker();
  await bench.startWorker();
});
afterEach(() => bench.db.owner.query("DROP TRIGGER IF EXISTS break_routing ON job_run"));
afterAll(() => bench.close());

const range = (count: number) => Array.from({ length: count }, () => randomUUID());
const event = (id: string) => ({ id, name: "route/plain", data: { key: id } });

/** Has the database refuse the runs of these events, with an error of this class. */
async function refuseRunsOf(ids: string[], code: string): Promise<void> {
  const list = ids.map((id) => `'${id}'`).join(",");
  await bench.db.owner.query(`
    CREATE OR REPLACE FUNCTION break_routing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused by the test' USING ERRCODE = '${code}'; END $$;
    CREATE TRIGGER break_routing BEFORE INSERT ON job_run FOR EACH ROW WHEN (NEW.event_id IN (${list}))
      EXECUTE FUNCTION break_routing()`);
}

async function putAside(): Promise<string[]> {
  const { rows } = await bench.db.owner.query("SELECT id FROM job_event WHERE problem IS NOT NULL ORDER BY seq");
  return rows.map(({ id }) => id);
}

const haveRun = (ids: string[]) => ids.every((id) => bench.journal.of(id).length === 1);

test("of many events those that break by themselves are put aside, by whichever worker, and no other", async () => {
  const ids = range(30);
  const broken = [ids[0] ?? "", ids[1] ?? "", ids[17] ?? "", ids[29] ?? ""];
  await refuseRunsOf(broken, "22023");
  await bench.jobs.send(ids.map(event));
  await expect.poll(putAside, { timeout: 8_000 }).toEqual(broken);
  const healthy = ids.filter((id) => !broken.includes(id));
  await expect.poll(() => haveRun(healthy), { timeout: 8_000 }).toBe(true);
  expect(await putAside()).toEqual(broken);
  expect(bench.errors.filter((line) => /put aside.*refused by the test/.test(line))).toHaveLength(broken.length);
});

test("what would befall any event costs none: they wait until it is over", async () => {
  const before = await putAside();
  const ids = range(10);
  await refuseRunsOf(ids, "42501");
  await bench.jobs.send(ids.map(event));
  await expect
    .poll(() => bench.errors.filter((line) => /failed; it runs again/.test(line)).length, {})
    .toBeGreaterThan(0);
  await sleep(300);
  expect(await putAside()).toEqual(before);
  await bench.db.owner.query("DROP TRIGGER break_routing ON job_run");
  await expect.poll(() => haveRun(ids), { timeout: 8_000 }).toBe(true);
});
