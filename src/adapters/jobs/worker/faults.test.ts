import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { NonRetriableError } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { benchConfiguration, type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import type { RunDetail, RunState } from "../jobs.port";
import { jobsSigningKeys } from "../signing-keys";
import { canonicalJson } from "./canonical-json";
import { sign } from "./signature";

let bench: EngineBench;
beforeAll(async () => {
  bench = await startEngineBench((client, journal) => [
    client.createFunction({ id: "plain", retries: 2, triggers: { event: "fault/plain" } }, async ({ event, step }) => {
      await step.run("first", () => journal.add(String(event.data.key), "first"));
      await step.run("second", () => journal.add(String(event.data.key), "second"));
      return "done";
    }),
    client.createFunction({ id: "slow", triggers: { event: "fault/slow" } }, async ({ event, step }) => {
      await step.run("slow", async () => {
        await sleep(60);
        journal.add(String(event.data.key), "slow");
      });
    }),
    client.createFunction({ id: "signal", triggers: { event: "fault/signal" } }, async ({ step }) => {
      await step.waitForSignal("signal", { signal: "green", timeout: "1h" });
    }),
    client.createFunction({ id: "fragile", retries: 1, triggers: { event: "fault/fragile" } }, ({ event }) => {
      if (typeof event.data.list?.length !== "number") throw new NonRetriableError("no list");
    }),
    client.createFunction({ id: "hourly", triggers: { cron: "TZ=Asia/Tokyo 0 * * * *" } }, async ({ step }) => {
      await step.run("struck", () => journal.add("hourly", "struck"));
    }),
    client.createFunction({ id: "napping", triggers: { event: "fault/nap" } }, async ({ event, step }) => {
      await step.sleep("half a year", "180d");
      await step.run("awake", () => journal.add(String(event.data.key), "awake"));
    }),
    client.createFunction(
      { id: "limited", rateLimit: { limit: 1, period: "1h" }, triggers: { event: "fault/plain" } },
      async () => undefined,
    ),
  ]);
  await bench.startWorker();
  await bench.startWorker();
});
afterAll(() => bench.close());

const runs = () => {
  if (bench.jobs.runs === null) throw new Error("the worker shows its runs");
  return bench.jobs.runs;
};
const send = async (name: string, data: object = {}) => {
  const key = randomUUID();
  await bench.jobs.send([{ id: key, name, data: { key, ...data } }]);
  return key;
};
/** The run of an event when it has come into a state. */
async function runIn(key: string, ...states: RunState[]): Promise<RunDetail> {
  for (const started = Date.now(); Date.now() - started < 8_000; await sleep(10)) {
    const { rows } = await bench.db.owner.query("SELECT id FROM job_run WHERE event_id = $1 AND state = ANY ($2)", [
      key,
      states,
    ]);
    const found = rows[0] === undefined ? null : await runs().getRun(rows[0].id);
    if (found !== null) return found;
  }
  throw new Error(`no run of ${key} became ${states.join(" or ")}: ${bench.errors.slice(-3).join("; ")}`);
}
/** Lets what is due within a year be due now. */
const travel = (run: string) =>
  bench.db.owner.query("UPDATE pgboss.job SET start_after = now() WHERE data->>'run' = $1 AND state = 'created'", [
    run,
  ]);
/** Answers with this, as often as asked, instead of the app. */
async function withAnswer(
  answer: () => Response | Promise<Response>,
  times: number,
  work: () => Promise<void>,
): Promise<void> {
  const usual = bench.app.handler;
  let left = times;
  bench.app.handler = async (request) => {
    if (request.method !== "POST" || left === 0) return usual(request);
    left -= 1;
    return answer();
  };
  try {
    await work();
  } finally {
    bench.app.handler = usual;
  }
}

const signingKey = () => jobsSigningKeys(benchConfiguration)[0];
const page = () =>
  new Response("<h1>Internal Server Error</h1>", { status: 500, headers: { "content-type": "text/html" } });

test("an app that answers nonsense costs an attempt, and the run goes on when it is back", async () => {
  await withAnswer(page, 2, async () => {
    const key = await send("fault/plain");
    const run = await runIn(key, "completed", "failed");
    expect(run).toMatchObject({ state: "completed", attempts: 3, error: null });
    expect(bench.journal.of(key)).toEqual(["first", "second"]);
  });
});

test.each([
  ["a page of HTML", page, /not of Inngest's SDK.*<h1>/],
  [
    "JSON that nobody signed",
    () => Response.json("done", { headers: { "x-inngest-sdk": "js" } }),
    /not signed with our key/,
  ],
  [
    "steps that are none",
    () => {
      const headers = { "x-inngest-sdk": "js", "x-inngest-signature": sign('{"steps":1}', signingKey()) };
      return new Response('{"steps":1}', { status: 206, headers });
    },
    /lists no steps/,
  ],
  ["an answer that breaks off", () => Promise.reject(new Error("cut")), /not of Inngest's SDK/],
])("%s, again and again, makes a dead letter that says what came and can be replayed", async (_, answer, message) => {
  await withAnswer(answer, 3, async () => {
    const key = await send("fault/plain");
    const dead = await runIn(key, "failed");
    expect(dead.attempts).toBe(3);
    expect(dead.error?.message).toMatch(message);
    expect(bench.journal.of(key)).toEqual([]);
    const copy = await runs().replay(dead.id);
    expect(copy).not.toBeNull();
    for (let waited = 0; waited < 4_000 && (await runs().getRun(copy ?? ""))?.state !== "completed"; waited += 10)
      await sleep(10);
    expect(await runs().getRun(copy ?? "")).toMatchObject({ state: "completed", replayOf: dead.id, output: "done" });
    // It is a dead letter no more: nobody has to look after it.
    const left = await runs().listRuns({ state: "failed", limit: 100 });
    expect(left.runs.map(({ id }) => id)).not.toContain(dead.id);
    expect(bench.journal.of(key)).toEqual(["first", "second"]);
  });
});

test("while the app is down nothing is lost, and it costs no attempt", async () => {
  await bench.app.close();
  const key = await send("fault/plain");
  await sleep(1_200);
  await bench.app.open();
  expect(await runIn(key, "completed", "failed")).toMatchObject({ state: "completed", attempts: 1 });
  expect(bench.journal.of(key)).toEqual(["first", "second"]);
});

test("data that breaks a function fails its own run alone", async () => {
  const keys = await Promise.all([
    send("fault/fragile", { list: null }),
    send("fault/plain"),
    send("fault/fragile", { list: [1] }),
  ]);
  const ended = await Promise.all(keys.map((key) => runIn(key, "completed", "failed")));
  expect(ended.map(({ state }) => state)).toEqual(["failed", "completed", "completed"]);
  expect(ended[0]?.error?.message).toBe("no list");
  await bench.jobs.send([{ id: randomUUID(), name: "fault/fragile", data: "no object at all" }]);
  expect(await runIn(await send("fault/plain"), "completed")).toBeDefined();
});

test("a step that only an Inngest has ends the run by its name", async () => {
  const { error } = await runIn(await send("fault/signal"), "failed");
  expect(error?.message).toMatch(/does not have WaitForSignal.*INNGEST_BASE_URL/);
});

test("a function with an option that only an Inngest has is not run, and everybody who asks is told", async () => {
  const key = await send("fault/plain");
  await runIn(key, "completed");
  const { rows } = await bench.db.owner.query("SELECT function_id FROM job_run WHERE event_id = $1", [key]);
  expect(rows.map(({ function_id }) => function_id)).toEqual(["suite-plain"]);
  expect(bench.errors.some((line) => /suite-limited uses rateLimit/.test(line))).toBe(true);
  await expect(bench.jobs.probe()).rejects.toThrow(/suite-limited uses rateLimit.*INNGEST_BASE_URL/);
});

test("a schedule strikes once for two workers, and the next time is set", async () => {
  const due = "SELECT id, start_after FROM pgboss.job WHERE data->>'kind' = 'cron' AND state = 'created'";
  const [first] = (await bench.db.owner.query(due)).rows;
  expect(first.start_after.getTime() % 3_600_000).toBe(0);
  await bench.db.owner.query("UPDATE pgboss.job SET start_after = now() WHERE id = $1", [first.id]);
  for (let waited = 0; waited < 3_000 && bench.journal.of("hourly").length === 0; waited += 10) await sleep(10);
  await sleep(700);
  expect(bench.journal.of("hourly")).toEqual(["struck"]);
  const [next, ...more] = (await bench.db.owner.query(due)).rows;
  expect(more).toEqual([]);
  expect(next.start_after.getTime()).toBeGreaterThan(first.start_after.getTime() - 1);
});

test("a sleep of half a year ends when it is over, and not before", async () => {
  const key = await send("fault/nap");
  const { id, steps } = await runIn(key, "sleeping");
  expect(steps).toMatchObject([{ name: "half a year", kind: "sleep", state: "sleeping", endedAt: null }]);
  await sleep(500);
  expect(bench.journal.of(key)).toEqual([]);
  await travel(id);
  await runIn(key, "completed");
  expect(bench.journal.of(key)).toEqual(["awake"]);
});

test("a run is cancelled once, and takes no step after it", async () => {
  const key = await send("fault/nap");
  const { id } = await runIn(key, "sleeping");
  expect([await runs().cancel(id), await runs().cancel(id), await runs().cancel("nonsense")]).toEqual([
    true,
    false,
    false,
  ]);
  await travel(id);
  await sleep(700);
  expect(bench.journal.of(key)).toEqual([]);
  const run = await runs().getRun(id);
  expect(run).toMatchObject({ state: "cancelled", error: { name: "RunCancelled" } });
  expect(run?.steps.every(({ endedAt }) => endedAt !== null)).toBe(true);
});

test("two workers share the load", async () => {
  const seen = new Set<string>();
  const keys = await Promise.all(Array.from({ length: 40 }, () => send("fault/slow")));
  for (
    const started = Date.now();
    Date.now() - started < 6_000 && keys.some((key) => bench.journal.of(key).length === 0);
    await sleep(5)
  ) {
    const { rows } = await bench.db.owner.query("SELECT DISTINCT worker_id FROM job_claim");
    for (const { worker_id } of rows) seen.add(worker_id);
  }
  expect(keys.map((key) => bench.journal.of(key))).toEqual(keys.map(() => ["slow"]));
  expect(seen.size).toBe(2);
  for (const key of keys) await runIn(key, "completed");
});

test("the app answers nobody who does not sign with the key, and nobody who signed long ago", async () => {
  const url = `${bench.app.serveUrl}?fnId=suite-plain&stepId=step`;
  const text = canonicalJson({
    ctx: { run_id: "1", attempt: 0 },
    event: { name: "fault/plain", data: { key: "forged" } },
    events: [],
    steps: {},
  });
  const signatures = [
    undefined,
    "t=1&s=2",
    sign(text, "00".repeat(32)),
    sign(text, signingKey(), Date.now() - 3_600_000),
    sign(`${text} `, signingKey()),
  ];
  for (const method of ["POST", "PUT"]) {
    for (const signature of signatures) {
      const headers = {
        "x-worker-tick": "tick",
        ...(signature === undefined ? {} : { "x-inngest-signature": signature }),
      };
      expect((await fetch(url, { method, headers, body: text })).status).toBe(401);
    }
  }
  expect((await fetch(url)).status).toBe(401);
  expect(bench.journal.of("forged")).toEqual([]);
  expect(
    (await fetch(url, { method: "POST", headers: { "x-inngest-signature": sign(text, signingKey()) }, body: text }))
      .status,
  ).toBe(206);
});

test("lists runs newest first, page by page, by function and state", async () => {
  const all: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const answer = await runs().listRuns({
      functionId: "suite-slow",
      limit: 15,
      ...(cursor === undefined ? {} : { cursor }),
    });
    expect(answer.runs.length).toBeLessThanOrEqual(15);
    all.push(...answer.runs.map(({ id }) => id));
    cursor = answer.nextCursor;
  }
  expect(new Set(all).size).toBe(40);
  const failed = await runs().listRuns({ state: "failed", limit: 50 });
  expect(failed.runs.length).toBeGreaterThan(1);
  expect(failed.runs.every(({ state }) => state === "failed")).toBe(true);
  const functions = await runs().listFunctions();
  const slow = functions.find(({ id }) => id === "suite-slow");
  expect(slow).toMatchObject({ triggers: ["fault/slow"], counts: { running: 0, failed: 0 } });
  expect(functions.find(({ id }) => id === "suite-hourly")?.triggers).toEqual(["cron TZ=Asia/Tokyo 0 * * * *"]);
});
