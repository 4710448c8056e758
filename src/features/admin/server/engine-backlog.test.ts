import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { readFigures } from "./read-figures.service";

let db: TestDatabase;
let backend: Backend;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

test("what the engine has and gave to no function yet, and what it set aside, are figures", async () => {
  const figures = async () => {
    const all = await readFigures(backend);
    const value = (name: string) => all.find((figure) => figure.name === name)?.value;
    return [value("events_unrouted"), value("events_unrouted_oldest_seconds"), value("events_set_aside")];
  };
  expect(await figures()).toEqual([0, 0, 0]);
  await db.owner.query(
    `INSERT INTO job_event (id, name, data, ts, received_at, routed_at, problem) VALUES
       ('1', 'a/b', '{}', 0, now() - interval '2 minutes', NULL, NULL), ('2', 'a/b', '{}', 0, now(), NULL, NULL),
       ('3', 'a/b', '{}', 0, now(), now(), 'breaks'), ('4', 'a/b', '{}', 0, now(), now(), NULL)`,
  );
  const [unrouted, seconds, setAside] = await figures();
  expect([unrouted, setAside]).toEqual([2, 1]);
  expect(seconds).toBeGreaterThanOrEqual(120);
  expect(seconds).toBeLessThan(180);
});
