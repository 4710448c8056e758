import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { createMortalPool, type MortalPool } from "~/testing/mortal-pool";

/** Of the one that dies: it looks after its lease as seldom as a real one, so that its statements are those of its work. */
const leaseMs = 5_000;
const heirLeaseMs = 150;
const lanes = 6;
const benches: EngineBench[] = [];
beforeAll(async () => {
  benches.push(...(await Promise.all(Array.from({ length: lanes }, newBench))));
}, 120_000);
afterAll(async () => {
  await Promise.all(benches.map((bench) => bench.close()));
});

const promised = ["a", "answered called", "b", "child", "flaky 0", "flaky 1", "received"];

/**
 * Everything that a function may ask of the engine: steps side by side, one that fails and is tried again, a sleep, an
 * event sent and waited for, a run of another function. As short as that can be: each of its statements is a case.
 */
function newBench(): Promise<EngineBench> {
  return startEngineBench((client, journal) => {
    const child = client.createFunction({ id: "child", triggers: { event: "kill/never" } }, ({ event }) => {
      journal.add(String(event.data.key), "child");
      return "called";
    });
    const whole = client.createFunction(
      { id: "whole", retries: 1, triggers: { event: "kill/whole" } },
      async ({ event, step, attempt }) => {
        const { key } = event.data;
        const note = (entry: string) => journal.add(String(key), entry);
        await Promise.all([step.run("a", () => note("a")), step.run("b", () => note("b"))]);
        await step.run("flaky", () => {
          note(`flaky ${attempt}`);
          if (attempt === 0) throw new Error("once more");
        });
        await step.sleepUntil("a moment", new Date(Date.now() + 10));
        // The wait is kept in one transaction with the plan to send what ends it.
        const [answer] = await Promise.all([
          step.waitForEvent("answer", { event: "kill/told", match: "data.key", timeout: "1h" }),
          step.sendEvent("tell", { name: "kill/told", data: { key } }),
        ]);
        const said = await step.invoke("call", { function: child, data: { key } });
        await step.run("end", () => note(`${answer === null ? "never answered" : "answered"} ${said}`));
      },
    );
    const told = client.createFunction({ id: "told", triggers: { event: "kill/told" } }, ({ event }) => {
      journal.add(String(event.data.key), "received");
    });
    return [whole, child, told];
  });
}

async function finished(bench: EngineBench): Promise<void> {
  for (const started = Date.now(); Date.now() - started < 15_000; await sleep(15)) {
    const { rows } = await bench.db.owner.query(
      "SELECT (SELECT count(*) FROM job_run WHERE ended_at IS NULL) + (SELECT count(*) FROM job_event WHERE routed_at IS NULL) AS open",
    );
    if (rows[0]?.open === "0") return;
  }
}

async function workUntilDead(bench: EngineBench, mortal: MortalPool): Promise<void> {
  const starting = bench.startWorker({ pool: mortal.pool, leaseMs, backoffMs: () => 10 }).catch(() => null);
  const engine = await Promise.race([starting, mortal.died.then(() => null)]);
  await Promise.race([mortal.died, finished(bench)]);
  await (engine ?? (await starting))?.stop();
  await mortal.pool.end();
}

type Kill = { fuse: number; when: "before" | "after" };

/** One worker that dies at a statement, and one that comes after it. @returns what was done, sorted. */
async function killOnce(bench: EngineBench, { fuse, when }: Kill): Promise<{ done: string[]; hasDied: boolean }> {
  const key = randomUUID();
  const mortal = createMortalPool(bench.db.appUrl, fuse, when);
  await bench.jobs.send([{ id: key, name: "kill/whole", data: { key } }]);
  await workUntilDead(bench, mortal);
  // The time of its lease goes by.
  await bench.db.owner.query("UPDATE job_worker SET lease_until = now() - interval '1 second'");
  const heir = await bench.startWorker({ leaseMs: heirLeaseMs, backoffMs: () => 10 });
  await finished(bench);
  await heir.stop();
  return { done: bench.journal.of(key).sort(), hasDied: mortal.isDead() };
}

test("killed before or after any of its statements, a worker leaves nothing undone and nothing done twice", async () => {
  const [first] = benches;
  if (first === undefined) throw new Error("no bench");
  const measured = createMortalPool(first.db.appUrl, Number.POSITIVE_INFINITY, "before");
  await first.jobs.send([{ id: randomUUID(), name: "kill/whole", data: { key: "measure" } }]);
  await workUntilDead(first, measured);
  expect(first.journal.of("measure").sort()).toEqual(promised);
  const total = measured.count();
  expect(total).toBeGreaterThan(100);

  // Each of them, in turn before it reaches the server and after it was done there. Where one of them is not heard of is
  // where the next one is not sent: two neighbours are one and the other.
  const kills = Array.from(
    { length: total },
    (_, index): Kill => ({
      fuse: index + 1,
      when: index % 2 === 0 ? "before" : "after",
    }),
  );
  const planned = kills.length;
  const wrong: string[] = [];
  let deaths = 0;
  await Promise.all(
    benches.map(async (bench) => {
      for (let next = kills.shift(); next !== undefined; next = kills.shift()) {
        const { done, hasDied } = await killOnce(bench, next);
        if (hasDied) deaths += 1;
        if (JSON.stringify(done) !== JSON.stringify(promised))
          wrong.push(`${next.when} ${next.fuse}: ${done.join(", ")}`);
      }
    }),
  );
  expect(wrong).toEqual([]);
  // How many statements a run takes differs a little: looks that find nothing count as well.
  expect(deaths).toBeGreaterThan(planned * 0.8);
}, 600_000);
