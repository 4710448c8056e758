import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import type { Backend } from "./context";
import { inOrg, inPlatform, inTransaction } from "./db";
import { defineEvent, readEvent, UnreadableEventError } from "./events";
import { emitEvent } from "./outbox";

const happened = defineEvent("test/happened", 2, z.object({ n: z.int() }));

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

async function kept(orgId: string): Promise<number[]> {
  const { rows } = await db.owner.query<{ n: number }>(
    "SELECT (data->>'n')::int AS n FROM event_outbox WHERE org_id = $1 ORDER BY seq",
    [orgId],
  );
  return rows.map(({ n }) => n);
}

test("an event exists if and only if its transaction committed, whichever kind of transaction it was", async () => {
  const { orgId, userId } = await createScope(backend);
  const { database } = backend;
  await inOrg(database, { orgId, userId }, (tx) => emitEvent(tx, happened, { n: 1 }, { orgId }));
  await inPlatform(database, (tx) => emitEvent(tx, happened, { n: 2 }, { orgId }));
  await inTransaction(database.pool, (client) => emitEvent(client, happened, { n: 3 }, { orgId }));
  await emitEvent(database.pool, happened, { n: 4 }, { orgId });
  const fail = () => Promise.reject(new Error("changed its mind"));
  const undone = [
    inOrg(database, { orgId, userId }, async (tx) => {
      await emitEvent(tx, happened, { n: 5 }, { orgId });
      await fail();
    }),
    inPlatform(database, async (tx) => {
      await emitEvent(tx, happened, { n: 6 }, { orgId });
      await fail();
    }),
    inTransaction(database.pool, async (client) => {
      await emitEvent(client, happened, { n: 7 }, { orgId });
      await fail();
    }),
  ];
  for (const outcome of await Promise.allSettled(undone)) expect(outcome.status).toBe("rejected");
  expect(await kept(orgId)).toEqual([1, 2, 3, 4]);
});

test("the same key is one event for its organisation, also at once, and says nothing of another's", async () => {
  const [one, other] = [await createScope(backend), await createScope(backend)];
  const emit = (scope: typeof one, n: number) =>
    scope.inOrg((tx) => emitEvent(tx, happened, { n }, { orgId: scope.orgId, key: "k" }));
  const ids = await Promise.all([emit(one, 1), emit(one, 1), emit(one, 1)]);
  const foreign = await emit(other, 9);
  expect(new Set(ids.map(({ eventId }) => eventId)).size).toBe(1);
  expect(foreign.eventId).not.toBe(ids[0]?.eventId);
  expect([await kept(one.orgId), await kept(other.orgId)]).toEqual([[1], [9]]);
  const none = () => emitEvent(backend.database.pool, happened, { n: 1 }, { orgId: null, key: "k" });
  expect(await none()).toEqual(await none());
});

test("a member's transaction emits for its own organisation or for none, and reads no event at all", async () => {
  const [one, other] = [await createScope(backend), await createScope(backend)];
  const emit = (orgId: string | null) => one.inOrg((tx) => emitEvent(tx, happened, { n: 1 }, { orgId }));
  await expect(emit(other.orgId)).rejects.toThrow();
  const who = { orgId: null, userId: one.userId };
  const orgless = inOrg(backend.database, who, (tx) => emitEvent(tx, happened, { n: 1 }, { orgId: other.orgId }));
  await expect(orgless).rejects.toThrow();
  await emit(null);
  await expect(one.inOrg((tx) => tx.$queryRaw`SELECT * FROM event_outbox`)).rejects.toThrow(/permission denied/);
  await expect(db.app.query("INSERT INTO event_outbox (name, version, data) VALUES ('x', 1, '{}')")).rejects.toThrow(
    /permission denied/,
  );
  expect(await kept(other.orgId)).toEqual([]);
});

test("data that does not fit is refused before it is written", async () => {
  const { orgId } = await createScope(backend);
  await expect(emitEvent(backend.database.pool, happened, { n: 1.5 }, { orgId })).rejects.toThrow();
  expect(await kept(orgId)).toEqual([]);
});

test("a message of another version or shape is refused with an error that says which", () => {
  const read = (data: unknown) => readEvent(happened, { id: "e", data });
  expect(read({ version: 2, orgId: null, payload: { n: 1 } })).toEqual({ id: "e", orgId: null, payload: { n: 1 } });
  const refused = (data: unknown) => {
    try {
      read(data);
      return "read";
    } catch (error) {
      return error instanceof UnreadableEventError ? error.reason : error;
    }
  };
  expect(refused({ version: 1, orgId: null, payload: { n: 1 } })).toBe("version");
  expect(refused({ version: 3, orgId: null, payload: { other: "shape" } })).toBe("version");
  expect(refused({ version: 2, orgId: null, payload: { n: "1" } })).toBe("shape");
  expect(refused({ n: 1 })).toBe("shape");
  expect(refused(undefined)).toBe("shape");
});
