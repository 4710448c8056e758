import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { findOutboxState, mostCounted } from "./outbox.repository";
import { tidyOutbox } from "./tidy-outbox.job";

let db: TestDatabase;
let backend: Backend;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
});
beforeEach(() => db.owner.query("TRUNCATE event_outbox"));
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

/** Events that were delivered so long ago; null: not yet. */
const add = (count: number, delivered: string | null, withKey = false) =>
  db.owner.query(
    `INSERT INTO event_outbox (name, version, data, delivered_at, key)
     SELECT 'a/b', 1, '{}', now() - $2::interval, CASE WHEN $3 THEN $4 || n END FROM generate_series(1, $1::int) AS n`,
    [count, delivered, withKey, `${delivered} `],
  );
const left = async () => (await db.owner.query("SELECT count(*)::int AS count FROM event_outbox")).rows[0].count;

test("everything goes that was delivered long ago, however much there is, and nothing else", async () => {
  await add(12_500, "25 hours");
  await add(6_000, "31 days", true);
  await add(40, "23 hours");
  await add(50, "29 days", true);
  await add(60, null);
  expect(await tidyOutbox(backend)).toEqual({ deleted: 18_500 });
  expect(await left()).toBe(150);
  expect(await tidyOutbox(backend)).toEqual({ deleted: 0 });
});

test("the state of the outbox counts no further than somebody reads, and knows the oldest", async () => {
  await add(mostCounted + 50, null);
  await add(mostCounted + 50, "10 minutes");
  await db.owner.query(
    "UPDATE event_outbox SET created_at = now() - interval '1 hour' WHERE seq = (SELECT min(seq) FROM event_outbox)",
  );
  const state = await inPlatform(backend.database, findOutboxState);
  expect(state).toMatchObject({ waiting: mostCounted, deliveredLastHour: mostCounted, dead: 0 });
  expect(Date.now() - (state.oldestAt?.getTime() ?? 0)).toBeGreaterThan(3_500_000);
});
