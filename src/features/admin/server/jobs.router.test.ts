import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend, UserScope } from "~/server/context";
import { emitEvent } from "~/server/outbox";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { systemPing } from "../ping.events";

let db: TestDatabase;
let backend: Backend;
let superadmin: UserScope;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
  const person = await createScope(backend);
  superadmin = { ...person, user: { ...person.user, isSuperadmin: true } };
  await db.owner.query(
    `INSERT INTO job_function (id, serve_url, name, config, triggers) VALUES ('app-test', 'http://x', 'Test',
       '{"id":"app-test","name":"Test","triggers":[{"event":"a/b"}],"maxAttempts":1,"concurrency":[],"cancel":[]}', '{a/b}')`,
  );
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const jobs = () => callerOf(superadmin, { org: null }).jobs;
const audit = async (action: string) =>
  (await db.owner.query("SELECT subject, actor_id FROM audit_event WHERE action = $1 ORDER BY at", [action])).rows;

async function run(state: string): Promise<string> {
  const [id, event] = [randomUUID(), randomUUID()];
  await db.owner.query("INSERT INTO job_event (id, name, data, ts) VALUES ($1, 'a/b', '{}', 0)", [event]);
  await db.owner.query(
    `INSERT INTO job_run (id, function_id, event_id, state, started_at, ended_at, error) VALUES ($1, 'app-test', $2, $3, now(),
       CASE WHEN $3 IN ('failed', 'completed') THEN now() END, CASE WHEN $3 = 'failed' THEN '{"name":"Error","message":"no"}'::json END)`,
    [id, event, state],
  );
  return id;
}

test("is closed to every role of an organisation, in every procedure", async () => {
  const { jobs: closed } = callerOf(await createScope(backend));
  const runId = await run("running");
  const answers = await Promise.allSettled([
    closed.state(),
    closed.runs({}),
    closed.run({ runId }),
    closed.cancel({ runId }),
    closed.replay({ runId }),
    closed.ping({ fail: false }),
    closed.undelivered({ dead: true }),
    closed.deliverAgain({ eventId: runId }),
    closed.setAside({}),
    closed.routeAgain({ eventId: runId }),
  ]);
  expect(answers.map((answer) => (answer.status === "rejected" ? String(answer.reason.message) : "open"))).toEqual(
    answers.map(() => "forbidden"),
  );
  expect((await jobs().run({ runId })).state).toBe("running");
});

test("runs are listed by function and state, by pages, and a failed one is found as a dead letter", async () => {
  const failed = await run("failed");
  await run("completed");
  const dead = await jobs().runs({ state: "failed", functionId: "app-test" });
  expect(dead.runs.map(({ id }) => id)).toContain(failed);
  expect(dead.runs.every(({ state, error }) => state === "failed" && error?.message === "no")).toBe(true);
  const first = await jobs().runs({ limit: 1 });
  const second = await jobs().runs({ limit: 1, cursor: first.nextCursor ?? "" });
  expect(first.runs[0]?.id).not.toBe(second.runs[0]?.id);
  expect((await jobs().runs({ functionId: "app-nothing" })).runs).toEqual([]);
});

test("a cancelled run is cancelled once, and only the act that did it is in the audit log, with the person", async () => {
  const runId = await run("running");
  expect(await jobs().cancel({ runId })).toEqual({ cancelled: true });
  expect(await jobs().cancel({ runId })).toEqual({ cancelled: false });
  expect(await audit("jobs.cancel")).toEqual([{ subject: runId, actor_id: superadmin.userId }]);
  await expect(jobs().cancel({ runId: randomUUID() })).rejects.toThrow("not_found");
});

test("a replayed run is a new one that names the old one; the old one stays", async () => {
  const runId = await run("failed");
  const { runId: copy } = await jobs().replay({ runId });
  expect(await jobs().run({ runId: copy })).toMatchObject({ state: "queued", replayOf: runId, functionId: "app-test" });
  expect((await jobs().run({ runId })).state).toBe("failed");
  expect(await audit("jobs.replay")).toEqual([{ subject: runId, actor_id: superadmin.userId }]);
  await expect(jobs().replay({ runId: randomUUID() })).rejects.toThrow("not_found");
});

test("events that wait and events that were given up are shown, oldest first, and a given up one goes again", async () => {
  await db.owner.query("TRUNCATE event_outbox");
  const emit = () => emitEvent(backend.database.pool, systemPing, { nonce: randomUUID() }, { orgId: null });
  const [dead, waiting, late] = [await emit(), await emit(), await emit()];
  await db.owner.query(
    "UPDATE event_outbox SET dead_at = now(), attempts = 10, last_error = 'too large' WHERE id = $1",
    [dead.eventId],
  );
  const first = await jobs().undelivered({ dead: false, limit: 1 });
  expect(first.events.map(({ id }) => id)).toEqual([waiting.eventId]);
  const second = await jobs().undelivered({ dead: false, limit: 1, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ events: [{ id: late.eventId }], nextCursor: null });
  const given = await jobs().undelivered({ dead: true });
  expect(given.events).toMatchObject([{ id: dead.eventId, attempts: 10, lastError: "too large" }]);
  expect((await jobs().state()).outbox).toMatchObject({ waiting: 2, dead: 1, deliveredLastHour: 0 });
  await jobs().deliverAgain({ eventId: dead.eventId });
  expect((await jobs().state()).outbox).toMatchObject({ waiting: 3, dead: 0 });
  await expect(jobs().deliverAgain({ eventId: dead.eventId })).rejects.toThrow("not_found");
  expect(await audit("jobs.deliver_again")).toHaveLength(1);
});

test("events that were set aside are counted and shown with what broke, and tried again by somebody with a name", async () => {
  await db.owner.query("TRUNCATE job_event CASCADE");
  const [aside, waiting] = [randomUUID(), randomUUID()];
  await db.owner.query(
    `INSERT INTO job_event (id, name, data, ts, routed_at, problem) VALUES ($1, 'a/b', '{}', 0, now(), 'no such text'),
       ($2, 'a/b', '{}', 0, NULL, NULL)`,
    [aside, waiting],
  );
  expect((await jobs().state()).backlog).toMatchObject({ unrouted: 1, setAside: 1 });
  expect(await jobs().setAside({})).toMatchObject({
    events: [{ id: aside, problem: "no such text" }],
    nextCursor: null,
  });
  await jobs().routeAgain({ eventId: aside });
  expect((await jobs().state()).backlog).toMatchObject({ unrouted: 2, setAside: 0 });
  for (const eventId of [aside, waiting, "nothing"])
    await expect(jobs().routeAgain({ eventId })).rejects.toThrow("not_found");
  expect(await audit("jobs.route_again")).toEqual([{ subject: aside, actor_id: superadmin.userId }]);
});

test("a failed run is a dead letter until a repetition of it has succeeded", async () => {
  const failed = await run("failed");
  const dead = async () => {
    const counts = (await jobs().state()).functions?.find(({ id }) => id === "app-test")?.counts.failed ?? 0;
    const { runs } = await jobs().runs({ state: "failed", functionId: "app-test", limit: 100 });
    expect(runs).toHaveLength(counts);
    return runs.map(({ id }) => id);
  };
  expect(await dead()).toContain(failed);
  await db.owner.query("UPDATE job_run SET resolved_at = now() WHERE id = $1", [failed]);
  expect(await dead()).not.toContain(failed);
  expect((await jobs().runs({ functionId: "app-test", limit: 100 })).runs.map(({ id }) => id)).toContain(failed);
});

test("what a step returned is shown whole while it is short, and by its beginning where nobody could read it", async () => {
  const runId = await run("completed");
  await db.owner.query(
    `INSERT INTO job_step (run_id, id, name, kind, state, ended_at, place, data) VALUES
       ($1, 'a', 'short', 'run', 'completed', now(), 1, '{"a":1}'),
       ($1, 'b', 'long', 'run', 'completed', now(), 2, to_json(repeat('x', 1000000)))`,
    [runId],
  );
  const { steps } = await jobs().run({ runId });
  expect(steps.find(({ id }) => id === "a")).toMatchObject({ output: { a: 1 }, cutFrom: null });
  const long = steps.find(({ id }) => id === "b");
  expect(long?.cutFrom).toBe(1_000_002);
  expect(String(long?.output)).toHaveLength(500);
});

test("a test run is an event like any other, with the person in the audit log", async () => {
  const { eventId } = await jobs().ping({ fail: true });
  const { events } = await jobs().undelivered({ dead: false, limit: 100 });
  expect(events).toContainEqual(expect.objectContaining({ id: eventId, name: "system/ping", orgId: null }));
  expect(await audit("jobs.ping")).toEqual([{ subject: eventId, actor_id: superadmin.userId }]);
});

test("where an Inngest runs the functions the state says so with its dashboard, and there are no runs to read", async () => {
  const url = "https://inngest.example";
  const other: Backend = {
    ...backend,
    ports: { ...backend.ports, jobs: { ...backend.ports.jobs, adapter: "inngest", dashboardUrl: url, runs: null } },
  };
  const there = callerOf({ ...superadmin, backend: other }, { org: null }).jobs;
  expect(await there.state()).toMatchObject({ adapter: "inngest", dashboardUrl: url, functions: null });
  expect(await there.runs({})).toEqual({ runs: [], nextCursor: null });
  // What our own worker began before is not forgotten.
  const before = (await there.state()).leftRuns;
  await run("running");
  expect((await there.state()).leftRuns).toBe(before + 1);
  await expect(there.run({ runId: randomUUID() })).rejects.toThrow("not_found");
});
