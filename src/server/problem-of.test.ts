import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { inTransaction } from "./db";
import { defineEvent } from "./events";
import { emitEvent } from "./outbox";
import { startOutboxRelay } from "./outbox-relay";
import { problemOf } from "./problem-of";

const canary = "canary-of-a-variable";
vi.stubEnv("RESEND_API_KEY", canary);
const refusal = new Error(`POST http://me:${canary}@engine.example/e?key=x was refused`, {
  cause: new Error(`no such key: ${canary}; ask mira@halden.example`),
});

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(() => db.owner.query("TRUNCATE event_outbox, outbox_relay"));
afterAll(() => db.close());

test("what is told of an error holds its causes and no secret, no address of a person and no query", () => {
  const told = problemOf(refusal);
  expect(told).toBe("POST http://…@engine.example/e?… was refused: no such key: …; ask …@…");
  expect(problemOf(new Error("x".repeat(2_000)), 50)).toHaveLength(50);
  expect(problemOf("a text")).toBe("something that is no error was thrown");
});

test.each([
  ["an engine that is away", true],
  ["an engine that refuses one event", false],
])("of %s, what is kept for the console holds no secret", async (_, isAway) => {
  const happened = defineEvent("test/happened", 1, z.object({}));
  await inTransaction(db.app, (client) => emitEvent(client, happened, {}, { orgId: null }));
  const troubles: string[] = [];
  const relay = startOutboxRelay({
    url: db.appUrl,
    jobs: { send: () => Promise.reject(refusal), probe: () => (isAway ? Promise.reject(refusal) : Promise.resolve()) },
    onTrouble: (error) => troubles.push(problemOf(error)),
  });
  try {
    const kept = async () => {
      const { rows } = await db.owner.query<{ said: string }>(
        "SELECT last_error AS said FROM event_outbox WHERE last_error IS NOT NULL UNION SELECT last_error FROM outbox_relay WHERE last_error IS NOT NULL",
      );
      return rows.map(({ said }) => said).join("\n");
    };
    await expect.poll(kept, { timeout: 10_000 }).toContain("engine.example");
    expect(`${await kept()}${troubles}`).not.toContain(canary);
  } finally {
    await relay.stop();
  }
});
