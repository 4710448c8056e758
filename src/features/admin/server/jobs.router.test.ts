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
  await expect(there.run({ runId: randomUUID() })).rejects.toThrow("not_found");
});
