import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { compareRun, openSessions, type Sessions } from "./compare-run";
import { scenarioArbitrary } from "./ledger-commands";
import { violations } from "./ledger-fixture";

/** As many as fit in a test run; LEDGER_SEEDS=500 is the whole suite. */
const runs = Number(process.env.LEDGER_SEEDS ?? 200);
const seed = Number(process.env.LEDGER_SEED ?? Date.now() % 2 ** 31);

/** Each on connections of its own, more than there are cores: while one waits for an answer, another has work. */
const shards = 4;

let db: TestDatabase;
let sessions: Sessions[];

beforeAll(async () => {
  db = await createTestDatabase();
  sessions = await Promise.all(Array.from({ length: shards }, () => openSessions(db)));
});

afterAll(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  await db.close();
});

test(`The database does what the model does, whatever happens (seed ${seed}, ${runs} runs)`, {
  timeout: 900_000,
}, async () => {
  await Promise.all(
    sessions.map((session, shard) =>
      fc.assert(
        fc.asyncProperty(scenarioArbitrary, async (scenario) => {
          await compareRun(session, scenario);
        }),
        { numRuns: Math.ceil(runs / shards), seed: seed + shard },
      ),
    ),
  );
  expect(await violations(db.app)).toEqual([]);
});
