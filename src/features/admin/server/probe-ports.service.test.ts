import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMailbox } from "~/adapters/mail/mailbox";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { idleJobs } from "~/testing/idle-jobs";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { findPortHealth } from "./port-health.repository";
import { probePorts } from "./probe-ports.service";

let db: TestDatabase;
let backend: Backend;
let mailProbe: () => Promise<void>;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, {
    models: noModels,
    jobs: idleJobs,
    mail: { ...createMailbox(), probe: () => mailProbe() },
  });
});
beforeEach(async () => {
  mailProbe = async () => undefined;
  await db.owner.query("DELETE FROM port_health");
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

async function mail() {
  const rows = await inPlatform(backend.database, findPortHealth);
  return rows.find(({ port }) => port === "mail");
}

test("an adapter that fails keeps when it answered last, and since when it does not; back again, what was wrong", async () => {
  await probePorts(backend);
  const up = await mail();
  expect(up).toMatchObject({ isOk: true, lastError: null, lastErrorAt: null });
  await probePorts(backend);
  expect((await mail())?.since).toEqual(up?.since);

  mailProbe = () => Promise.reject(new Error("the vendor is away"));
  await probePorts(backend);
  const down = await mail();
  expect(down).toMatchObject({ isOk: false, lastError: "the vendor is away" });
  expect(down?.since.getTime()).toBeGreaterThan(up?.since.getTime() ?? Number.POSITIVE_INFINITY);
  await probePorts(backend);
  expect((await mail())?.since).toEqual(down?.since);

  mailProbe = async () => undefined;
  await probePorts(backend);
  const back = await mail();
  expect(back).toMatchObject({ isOk: true, lastError: "the vendor is away" });
  expect(back?.lastErrorAt?.getTime()).toBeLessThan(back?.since.getTime() ?? 0);
});

test("what is kept of an error names its causes and none of its secrets", async () => {
  mailProbe = () =>
    Promise.reject(
      new Error("cannot reach smtp://mailer:hunter22@mail.example:465", {
        cause: new Error("key re_AbCdEf123456 was refused for ada@people.example"),
      }),
    );
  await probePorts(backend);
  expect((await mail())?.lastError).toBe("cannot reach smtp://…@mail.example:465: key … was refused for …@…");
});

test("an adapter that says nothing is given up, and holds up no other", async () => {
  mailProbe = () => new Promise(() => undefined);
  const answers = await probePorts(backend, 300);
  expect(answers.find(({ port }) => port === "mail")).toMatchObject({ problem: "no answer in 0.3 seconds" });
  expect(answers.filter(({ problem }) => problem !== null)).toHaveLength(1);
  expect(answers.find(({ port }) => port === "database")?.latencyMs).toBeLessThan(300);
});

test("twenty who ask at once ask the vendor once", async () => {
  let asked = 0;
  mailProbe = async () => void asked++;
  await Promise.all(Array.from({ length: 20 }, () => probePorts(backend)));
  expect(asked).toBe(1);
});

test("what is not configured any more is forgotten", async () => {
  await db.owner.query(
    "INSERT INTO port_health (port, adapter, is_ok, since, checked_at, latency_ms) VALUES ('mail', 'smtp', true, now(), now(), 1)",
  );
  await probePorts(backend);
  const rows = await inPlatform(backend.database, findPortHealth);
  expect(rows.filter(({ port }) => port === "mail").map(({ adapter }) => adapter)).toEqual(["mailbox"]);
});

test("with the database away every port is told, the database as the one that fails", async () => {
  const away = createTestBackend("postgresql://counterpart_app:x@127.0.0.1:1/none", {
    models: noModels,
    jobs: idleJobs,
  });
  const answers = await probePorts(away);
  expect(answers.filter(({ problem }) => problem !== null).map(({ port }) => port)).toEqual(["database"]);
  await closeTestBackend(away);
});
