import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { createMortalPool, type MortalPool } from "~/testing/mortal-pool";

const leaseMs = 150;
const benches: EngineBench[] = [];
beforeAll(async () => {
  for (let index = 0; index < 3; index++) benches.push(await newBench());
});
afterAll(async () => {
  await Promise.all(benches.map((bench) => bench.close()));
});

const promised = ["a", "b", "one", "received", "two"];

/** Steps one after the other and side by side, an event sent, a sleep of no time, a run of another function. */
function newBench(): Promise<EngineBench> {
  return startEngineBench((client, journal) => [
    client.createFunction({ id: "short", triggers: { event: "kill/short" } }, async ({ event, step }) => {
      const note = (entry: string) => journal.add(String(event.data.key), entry);
      await step.run("one", () => note("one"));
      await Promise.all([step.run("a", () => note("a")), step.run("b", () => note("b"))]);
      await step.sendEvent("tell", { name: "kill/told", data: { key: event.data.key } });
      await step.run("two", () => note("two"));
    }),
    client.createFunction({ id: "told", triggers: { event: "kill/told" } }, async ({ event, step }) => {
      await step.run("received", () => journal.add(String(event.data.key), "received"));
    }),
  ]);
}

async function finished(bench: EngineBench): Promise<void> {
  for (const started = Date.now(); Date.now() - started < 10_000; await sleep(15)) {
    const { rows } = await bench.db.owner.query(
      "SELECT (SELECT count(*) FROM job_run WHERE ended_at IS NULL) + (SELECT count(*) FROM job_event WHERE routed_at IS NULL) AS open",
    );
    if (rows[0]?.open === "0") return;
  }
}

async function workUntilDead(bench: EngineBench, mortal: MortalPool): Promise<void> {
  const starting = bench.startWorker({ pool: mortal.pool, leaseMs }).catch(() => null);
  const engine = await Promise.race([starting, mortal.died.then(() => null)]);
  await Promise.race([mortal.died, finished(bench)]);
  await (engine ?? (await starting))?.stop();
  await mortal.pool.end();
}

test("killed before or after any of its statements, a worker leaves nothing undone and nothing done twice", async () => {
  const measured = createMortalPool(benches[0]?.db.appUrl ?? "", Number.POSITIVE_INFINITY, "before");
  const [first] = benches;
  if (first === undefined) throw new Error("no bench");
  await first.jobs.send([{ id: randomUUID(), name: "kill/short", data: { key: "measure" } }]);
  await workUntilDead(first, measured);
  expect(first.journal.of("measure").sort()).toEqual(promised);
  const total = measured.count();
  expect(total).toBeGreaterThan(40);

  // All of them take minutes; every run takes other ones, so that few days see all.
  const stride = process.env.COUNTERPART_EVERY_STATEMENT === "1" ? 1 : 12;
  const offset = Math.floor(Math.random() * stride);
  const cases = Array.from({ length: total }, (_, index) => index + 1)
    .filter((fuse) => fuse % stride === offset)
    .map((fuse, index) => ({ fuse, when: index % 3 === 2 ? ("after" as const) : ("before" as const) }));
  const planned = cases.length;
  const wrong: string[] = [];
  let deaths = 0;
  await Promise.all(
    benches.map(async (bench) => {
      for (let next = cases.shift(); next !== undefined; next = cases.shift()) {
        const key = randomUUID();
        const mortal = createMortalPool(bench.db.appUrl, next.fuse, next.when);
        await bench.jobs.send([{ id: key, name: "kill/short", data: { key } }]);
        await workUntilDead(bench, mortal);
        if (mortal.isDead()) deaths += 1;
        const heir = await bench.startWorker({ leaseMs });
        await finished(bench);
        await heir.stop();
        const done = bench.journal.of(key).sort();
        if (JSON.stringify(done) !== JSON.stringify(promised))
          wrong.push(`${next.when} ${next.fuse}: ${done.join(" ")}`);
      }
    }),
  );
  expect(wrong).toEqual([]);
  expect(deaths).toBeGreaterThan(planned / 2);
}, 240_000);
