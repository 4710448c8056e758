import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { type OrgEvent, OrgEvents } from "./org-events";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

/** Takes events until there are as many as wanted. */
async function take(events: OrgEvents, orgId: string, wanted: number, started: () => void): Promise<OrgEvent[]> {
  const stop = new AbortController();
  const seen: OrgEvent[] = [];
  const iterator = events.subscribe(orgId, stop.signal);
  const first = iterator.next();
  started();
  for (let next = await first; !next.done; next = await iterator.next()) {
    if (next.value.type !== "resync") seen.push(next.value);
    if (seen.length === wanted) stop.abort();
  }
  return seen;
}

test("an event reaches a subscriber of the same organisation in the same process, and no other organisation", async () => {
  const events = new OrgEvents(db.app);
  const [mine, other] = [randomUUID(), randomUUID()];
  const seen = await take(events, mine, 1, () => {
    events.publish(other, { type: "balance" });
    events.publish(mine, { type: "membership", userId: "u" });
  });
  expect(seen).toEqual([{ type: "membership", userId: "u" }]);
  await events.close();
});

test("an event reaches a subscriber in another process", async () => {
  const [here, there] = [new OrgEvents(db.app), new OrgEvents(db.app)];
  const orgId = randomUUID();
  const repeat: { timer?: NodeJS.Timeout } = {};
  const seen = await take(there, orgId, 1, () => {
    // The other side connects in its own time: repeating stands for the next change.
    repeat.timer = setInterval(() => here.publish(orgId, { type: "balance" }), 30);
  });
  clearInterval(repeat.timer);
  expect(seen).toEqual([{ type: "balance" }]);
  await Promise.all([here.close(), there.close()]);
});

test("a subscriber is told to read anew after its connection was cut", async () => {
  const events = new OrgEvents(db.app);
  const orgId = randomUUID();
  const stop = new AbortController();
  const iterator = events.subscribe(orgId, stop.signal);
  const first = await iterator.next();
  expect(first.value).toEqual({ type: "resync" });
  // A role may end its own connections.
  await db.app.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
  );
  expect((await iterator.next()).value).toEqual({ type: "resync" });
  stop.abort();
  await iterator.next();
  await events.close();
});
