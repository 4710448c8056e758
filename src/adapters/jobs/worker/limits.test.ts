import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { MOST_LOSSES } from "./claim";

let bench: EngineBench;
beforeAll(async () => {
  bench = await startEngineBench((client, journal) => [
    client.createFunction(
      { id: "lanes", concurrency: { limit: 2, key: "event.data.lane" }, triggers: { event: "limit/lane" } },
      async ({ event, step }) => {
        await step.run("inside", async () => {
          await journal.stay(String(event.data.lane), 40);
          journal.add(String(event.data.lane), "through");
        });
      },
    ),
    client.createFunction(
      {
        id: "cancellable",
        cancelOn: [{ event: "limit/stop", match: "data.key", timeout: "1h" }],
        triggers: { event: "limit/stoppable" },
      },
      async ({ step }) => {
        await step.sleep("long", "2d");
      },
    ),
    client.createFunction(
      { id: "once", idempotency: "event.data.key", triggers: { event: "limit/once" } },
      async ({ event, step }) => {
        await step.run("ran", () => journal.add(String(event.data.key), "ran"));
      },
    ),
    client.createFunction({ id: "large", retries: 3, triggers: { event: "limit/large" } }, async ({ event, step }) => {
      await step.run("too much", () => {
        journal.add(String(event.data.key), "did it");
        return "x".repeat(9 * 1024 * 1024);
      });
    }),
    client.createFunction(
      {
        id: "inner",
        checkpointing: true,
        optimizeParallelism: false,
        triggers: { event: "limit/inner" },
      },
      async ({ event, step }) => {
        const note = (name: string) => () => {
          journal.add(String(event.data.key), name);
          return name;
        };
        const [a] = await Promise.all([step.run("a", note("a")), step.run("b", note("b"))]);
        await step.run("c", note(`c after ${a}`));
      },
    ),
    client.createFunction({ id: "plain", triggers: { event: "limit/plain" } }, async ({ event, step }) => {
      await step.run("ran", () => journal.add(String(event.data.key), "ran"));
    }),
  ]);
  await bench.startWorker();
  await bench.startWorker();
});
afterAll(() => bench.close());

async function send(name: string, data: object): Promise<string> {
  const id = randomUUID();
  await bench.jobs.send([{ id, name, data }]);
  return id;
}
const runOf = async (eventId: string) =>
  (await bench.db.owner.query("SELECT id, state, error FROM job_run WHERE event_id = $1", [eventId])).rows[0];
const stateOf = (eventId: string) => async () => (await runOf(eventId))?.state;

test("two workers together keep to the limit under each key, and let nobody wait for ever", async () => {
  const lanes = ["left", "right"];
  await bench.jobs.send(
    Array.from({ length: 24 }, (_, n) => ({ id: randomUUID(), name: "limit/lane", data: { lane: lanes[n % 2] } })),
  );
  for (const lane of lanes) await expect.poll(() => bench.journal.of(lane).length, { timeout: 15_000 }).toBe(12);
  expect(lanes.map((lane) => bench.journal.most.get(lane))).toEqual([2, 2]);
});

test("what cancels a run does so until its time is over, and not afterwards", async () => {
  const [early, late] = [randomUUID(), randomUUID()];
  const [first, second] = [await send("limit/stoppable", { key: early }), await send("limit/stoppable", { key: late })];
  for (const event of [first, second]) await expect.poll(stateOf(event), { timeout: 5_000 }).toBe("sleeping");
  await bench.db.owner.query("UPDATE job_run SET queued_at = now() - interval '59 minutes' WHERE event_id = $1", [
    first,
  ]);
  await bench.db.owner.query("UPDATE job_run SET queued_at = now() - interval '61 minutes' WHERE event_id = $1", [
    second,
  ]);
  await send("limit/stop", { key: late });
  await send("limit/stop", { key: early });
  await expect.poll(stateOf(first), { timeout: 5_000 }).toBe("cancelled");
  expect(await stateOf(second)()).toBe("sleeping");
});

test("one key is one run for a day, and the day after another", async () => {
  const key = randomUUID();
  const first = await send("limit/once", { key });
  await expect.poll(stateOf(first), { timeout: 5_000 }).toBe("completed");
  const age = (hours: number) =>
    bench.db.owner.query("UPDATE job_run SET queued_at = now() - $2 * interval '1 hour' WHERE event_id = $1", [
      first,
      hours,
    ]);
  await age(23);
  const same = await send("limit/once", { key });
  const isRouted = async () =>
    (await bench.db.owner.query("SELECT routed_at IS NOT NULL AS is FROM job_event WHERE id = $1", [same])).rows[0].is;
  await expect.poll(isRouted, { timeout: 5_000 }).toBe(true);
  expect(await runOf(same)).toBeUndefined();
  await age(25);
  const next = await send("limit/once", { key });
  await expect.poll(stateOf(next), { timeout: 5_000 }).toBe("completed");
  expect(bench.journal.of(key)).toEqual(["ran", "ran"]);
});

test("what returns more than can be kept fails at once and says so: its work is not done again", async () => {
  const key = randomUUID();
  const event = await send("limit/large", { key });
  await expect.poll(stateOf(event), { timeout: 15_000 }).toBe("failed");
  expect((await runOf(event)).error).toMatchObject({ name: "AnswerTooLarge", message: expect.stringMatching(/8 MB/) });
  await sleep(300);
  expect(bench.journal.of(key)).toEqual(["did it"]);
});

test("options that the SDK tells no engine change nothing of what is promised", async () => {
  const key = randomUUID();
  const event = await send("limit/inner", { key });
  await expect.poll(stateOf(event), { timeout: 8_000 }).toBe("completed");
  expect(bench.journal.of(key).sort()).toEqual(["a", "b", "c after a"]);
});

test("a tick with which one worker after the other ended fails its run by name, and asks the app no more", async () => {
  const key = randomUUID();
  const usual = bench.app.handler;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked: string[] = [];
  bench.app.handler = async (request) => {
    if (request.method === "POST") {
      asked.push(request.url);
      await held;
    }
    return usual(request);
  };
  const event = await send("limit/plain", { key });
  await expect.poll(stateOf(event), { timeout: 5_000 }).toBe("running");
  const { id } = await runOf(event);
  // As if it had been taken back from so many.
  await bench.db.owner.query(
    "UPDATE pgboss.job SET retry_count = $2, state = 'retry', start_after = now() WHERE data->>'run' = $1",
    [id, MOST_LOSSES],
  );
  await bench.db.owner.query(
    "DELETE FROM job_claim WHERE tick_id IN (SELECT id FROM pgboss.job WHERE data->>'run' = $1::text)",
    [id],
  );
  await expect.poll(stateOf(event), { timeout: 8_000 }).toBe("failed");
  expect((await runOf(event)).error).toMatchObject({ name: "LostTooOften" });
  release();
  bench.app.handler = usual;
  expect(asked).toHaveLength(1);
});
