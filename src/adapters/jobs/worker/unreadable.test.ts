import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { benchConfiguration, type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { jobsSigningKeys } from "../signing-keys";
import { sign } from "./signature";

let bench: EngineBench;
beforeAll(async () => {
  bench = await startEngineBench((client, journal) => {
    const child = client.createFunction({ id: "child", triggers: { event: "odd/never" } }, async () => "child");
    return [
      child,
      client.createFunction({ id: "sleeper", triggers: { event: "odd/sleep" } }, async ({ step }) => {
        await step.sleep("long", "1d");
      }),
      client.createFunction({ id: "parent", triggers: { event: "odd/parent" } }, async ({ event, step }) => {
        const error = await step.invoke("call", { function: child, data: {} }).then(
          () => "none",
          (cause: Error) => cause.message,
        );
        await step.run("heard", () => journal.add(String(event.data.key), error));
      }),
    ];
  });
  await bench.startWorker();
});
afterAll(() => bench.close());

async function sleepingRun(): Promise<string> {
  const key = randomUUID();
  await bench.jobs.send([{ id: key, name: "odd/sleep", data: { key } }]);
  const find = async () =>
    (await bench.db.owner.query("SELECT id, state FROM job_run WHERE event_id = $1", [key])).rows[0];
  await expect.poll(async () => (await find())?.state, { timeout: 5_000 }).toBe("sleeping");
  return (await find()).id;
}

const outcome = (id: string) => async () => {
  const run = await bench.jobs.runs?.getRun(id);
  return `${run?.state} ${run?.error?.name}`;
};

test("something in the queue that no worker can read fails its run by name, instead of leaving it open for ever", async () => {
  const id = await sleepingRun();
  const data = JSON.stringify({ kind: "look", run: id, version: 9 });
  await bench.db.owner.query("INSERT INTO pgboss.job (id, name, data) VALUES ($1, 'ticks', $2)", [randomUUID(), data]);
  await expect.poll(outcome(id), { timeout: 5_000 }).toBe("failed UnreadableTick");
  expect(bench.errors.some((line) => /cannot be read/.test(line))).toBe(true);
  expect((await bench.db.owner.query("SELECT FROM job_claim")).rowCount).toBe(0);
});

test("what is parked and cannot be read fails its run, and what dead workers held comes back all the same", async () => {
  const [id, lost] = [await sleepingRun(), randomUUID()];
  await bench.db.owner.query(
    "INSERT INTO job_parked (tick_id, tick, slots, due_at) VALUES ($1, $2, ARRAY['1|odd'], now())",
    [randomUUID(), JSON.stringify({ kind: "look", run: id, version: 9 })],
  );
  // The claim of a worker that is gone, on a tick that nobody has.
  await bench.db.owner.query(
    "INSERT INTO job_claim (tick_id, attempt, worker_id, slots) VALUES ($1, 0, $2, ARRAY['9|other'])",
    [lost, randomUUID()],
  );
  await expect.poll(outcome(id), { timeout: 5_000 }).toBe("failed UnreadableTick");
  const claims = async () => (await bench.db.owner.query("SELECT FROM job_claim WHERE tick_id = $1", [lost])).rowCount;
  await expect.poll(claims, { timeout: 5_000 }).toBe(0);
});

test("a run that nothing can carry on fails, and the one that waits for it hears of it", async () => {
  const usual = bench.app.handler;
  let asked = 0;
  // The child names a step, and then the same step again although it has ended: there is nothing to do for it.
  bench.app.handler = async (request) => {
    if (!request.url.includes("fnId=suite-child")) return usual(request);
    asked += 1;
    const op = asked === 1 ? { id: "s", op: "StepRun", data: 1 } : { id: "s", op: "StepPlanned" };
    const body = JSON.stringify([op]);
    const headers = {
      "x-inngest-sdk": "js",
      "x-inngest-signature": sign(body, jobsSigningKeys(benchConfiguration)[0]),
    };
    return new Response(body, { status: 206, headers });
  };
  const key = randomUUID();
  await bench.jobs.send([{ id: key, name: "odd/parent", data: { key } }]);
  await expect
    .poll(() => bench.journal.of(key), { timeout: 8_000 })
    .toEqual(["The function named no step that could carry it on."]);
  bench.app.handler = usual;
});
