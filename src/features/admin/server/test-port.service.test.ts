import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeModels } from "~/adapters/models/compose-models";
import { demoModels } from "~/adapters/models/demo/demo";
import { openaiCompatibleModels } from "~/adapters/models/openai-compatible";
import { seedCatalogue } from "~/features/ledger/server/seed-catalogue.service";
import { mailQueued } from "~/features/mail/mail.events";
import type { Backend, UserScope } from "~/server/context";
import { readEvent } from "~/server/events";
import { deliverBatch } from "~/server/outbox-delivery";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { idleJobs } from "~/testing/idle-jobs";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { createTestFiles } from "~/testing/test-files";
import { systemPing } from "../ping.events";
import { answerPing } from "./answer-ping.job";
import { testPort } from "./test-port.service";

let db: TestDatabase;
let backend: Backend;
let scope: UserScope;
const files = createTestFiles();
const stopping = new AbortController();
let relay: Promise<void>;

beforeAll(async () => {
  db = await createTestDatabase();
  await seedCatalogue(db.owner);
  const models = composeModels([
    demoModels({ tokensPerSecond: 0 }),
    openaiCompatibleModels({ baseUrl: "http://127.0.0.1:9/v1", models: ["nobody"] }),
  ]);
  backend = createTestBackend(db.appUrl, { models, files, jobs: idleJobs });
  scope = await createScope(backend);
  relay = relayEvents();
});
afterAll(async () => {
  stopping.abort();
  await relay;
  await closeTestBackend(backend);
  await db.close();
});

/** What the relay, the engine and the functions do, in a line each. */
async function relayEvents(): Promise<void> {
  const client = await backend.database.pool.connect();
  await client.query("SET ROLE app_platform");
  const engine = {
    probe: async () => undefined,
    send: async (events: readonly { id: string; name: string; data: unknown }[]) => {
      for (const event of events) {
        if (event.name === systemPing.name) await answerPing(backend, readEvent(systemPing, event).payload);
        if (event.name === mailQueued.name) await handOver(readEvent(mailQueued, event).payload.messageId);
      }
    },
  };
  while (!stopping.signal.aborted) {
    await deliverBatch(client, engine, new Date());
    await sleep(20);
  }
  client.release(true);
}

async function handOver(messageId: string): Promise<void> {
  await db.owner.query("UPDATE mail_message SET state = 'delivered' WHERE id = $1", [messageId]);
}

const stepsOf = (result: { steps: { step: string; ok: boolean }[] }) =>
  result.steps.map(({ step, ok }) => `${step} ${ok}`);
const count = async (sql: string) => Number((await db.owner.query<{ n: string }>(sql)).rows[0]?.n);

test("files: a file is written, read and removed, and nothing stays", async () => {
  const result = await testPort(scope, { port: "files", adapter: "folder" });
  expect(stepsOf(result)).toEqual(["probe true", "write true", "read true", "remove true"]);
  expect((await files.list("self-test")).keys).toEqual([]);
});

test("files: where reading fails the file is removed all the same, and the step says what is wrong", async () => {
  const broken: Backend = {
    ...backend,
    ports: { ...backend.ports, files: { ...files, get: () => Promise.reject(new Error("bit rot")) } },
  };
  const result = await testPort(
    { ...scope, backend: broken, ports: broken.ports },
    { port: "files", adapter: "folder" },
  );
  expect(stepsOf(result)).toEqual(["probe true", "write true", "read false"]);
  expect(result).toMatchObject({ ok: false });
  expect(result.steps.at(-1)?.detail).toBe("bit rot");
  expect((await files.list("self-test")).keys).toEqual([]);
});

test("mail: one reaches the one who tests, by the way that every mail goes", async () => {
  const result = await testPort(scope, { port: "mail", adapter: "mailbox" });
  expect(stepsOf(result)).toEqual(["probe true", "queue true", "deliver true"]);
  const { rows } = await db.owner.query("SELECT to_address, template, state, org_id FROM mail_message");
  expect(rows).toEqual([{ to_address: scope.user.email, template: "test-mail", state: "delivered", org_id: null }]);
});

test("jobs: an event goes out and the function that answers it has run", async () => {
  const result = await testPort(scope, { port: "jobs", adapter: backend.ports.jobs.adapter });
  expect(stepsOf(result)).toEqual(["probe true", "emit true", "deliver true", "complete true"]);
});

test("the database is asked and goes through a transaction", async () => {
  const result = await testPort(scope, { port: "database", adapter: "postgresql" });
  expect(stepsOf(result)).toEqual(["probe true", "roundTrip true"]);
  expect(result.steps[0]?.detail).toMatch(/^PostgreSQL \d+/);
});

test("models: the provider is used, at a cost that is told; no organisation is asked, held or charged", async () => {
  const before = await count("SELECT count(*) AS n FROM usage_hold");
  const result = await testPort(scope, { port: "models", adapter: "demo" });
  expect(result.steps.map(({ step, ok }) => `${step} ${ok}`).slice(0, 3)).toEqual([
    "probe true",
    "choose true",
    "ask true",
  ]);
  expect(result.ok).toBe(true);
  expect(result.costPusd).toBeGreaterThan(0n);
  expect(await count("SELECT count(*) AS n FROM usage_hold")).toBe(before);
});

test("models: a provider that is away fails its first step, and nothing more is tried", async () => {
  const result = await testPort(scope, { port: "models", adapter: "compatible" });
  expect(stepsOf(result)).toEqual(["probe false"]);
  expect(result.costPusd).toBe(0n);
});

test("sign-in and payments are looked at without changing anything", async () => {
  const signIn = await testPort(scope, { port: "auth", adapter: "test" });
  expect(stepsOf(signIn)).toEqual(["probe true", "stranger true", "origin true"]);
  expect(stepsOf(await testPort(scope, { port: "payments", adapter: "test" }))).toEqual(["probe true"]);
});

test("a test that is stopped ends, begins nothing more, and says nothing of the adapter", async () => {
  const aborter = new AbortController();
  const slow: Backend = {
    ...backend,
    ports: { ...backend.ports, files: { ...files, probe: () => new Promise(() => undefined) } },
  };
  await db.owner.query("DELETE FROM port_health");
  setTimeout(() => aborter.abort(), 50);
  const result = await testPort(
    { ...scope, backend: slow, ports: slow.ports },
    { port: "files", adapter: "folder" },
    aborter.signal,
  );
  expect(stepsOf(result)).toEqual(["probe false"]);
  expect(await count("SELECT count(*) AS n FROM port_health")).toBe(0);
});

test("each test is in the audit log; an adapter that is not at work cannot be tested", async () => {
  await db.owner.query("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only");
  await db.owner.query("DELETE FROM audit_event");
  await testPort(scope, { port: "files", adapter: "folder" });
  const { rows } = await db.owner.query(
    "SELECT actor_id, actor_role, action, subject, after->>'ok' AS ok FROM audit_event",
  );
  expect(rows).toEqual([
    { actor_id: scope.userId, actor_role: "superadmin", action: "ports.test", subject: "files folder", ok: "true" },
  ]);
  await expect(testPort(scope, { port: "files", adapter: "s3" })).rejects.toMatchObject({ code: "not_found" });
});
