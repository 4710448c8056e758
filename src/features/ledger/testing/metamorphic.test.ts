import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { compareRun, createWorld, openSessions, type Sessions } from "./compare-run";
import { readState } from "./compare-state";
import { type Command, scenarioArbitrary } from "./ledger-commands";

const runs = Number(process.env.LEDGER_METAMORPHIC_RUNS ?? 15);
const seed = Number(process.env.LEDGER_SEED ?? Date.now() % 2 ** 31);

let db: TestDatabase;
let sessions: Sessions;

beforeAll(async () => {
  db = await createTestDatabase();
  sessions = await openSessions(db);
});

afterAll(async () => {
  await sessions.close();
  await db.close();
});

const quick = { invariants: false };
const isRepeatable = (command: Command) =>
  !["tick", "sweep", "expire", "rollup", "price", "markup", "configure"].includes(command.type);

test(`Doing everything twice changes nothing (seed ${seed})`, { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(scenarioArbitrary, async (scenario) => {
      const once = await compareRun(sessions, scenario, quick);
      const twice = await createWorld(sessions, scenario);
      for (const command of scenario.commands) {
        await twice.run(command);
        if (isRepeatable(command)) {
          // At the same instant: what comes later then comes at the same time in both worlds.
          twice.now -= 1;
          await twice.run(command);
        }
      }
      const [a, b] = [await readState(sessions.owner, once.orgId), await readState(sessions.owner, twice.orgId)];
      expect(b).toEqual(a);
    }),
    { numRuns: runs, seed },
  );
});

test(`Purchases reported in any order, any number of times, come to the same (seed ${seed})`, {
  timeout: 300_000,
}, async () => {
  const reports = fc.array(fc.record({ key: fc.integer({ min: 0, max: 5 }), isPaid: fc.boolean() }), {
    minLength: 3,
    maxLength: 25,
  });
  const shuffled = reports.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  await fc.assert(
    fc.asyncProperty(shuffled, async ([inOrder, inDisorder]) => {
      const totals = [];
      for (const list of [inOrder, inDisorder, [...inDisorder, ...inOrder]]) {
        const commands: Command[] = list.map(({ key, isPaid }) => ({
          type: "purchase",
          key,
          amount: BigInt(100 + key),
          isPaid,
        }));
        const world = await compareRun(sessions, { price: 0, markup: 0, commands }, quick);
        const state = await readState(sessions.owner, world.orgId);
        totals.push({ posted: state.posted, entries: [...state.entries].sort() });
      }
      expect(totals[1]).toEqual(totals[0]);
      expect(totals[2]).toEqual(totals[0]);
    }),
    { numRuns: runs, seed },
  );
});

test(`When the sweeper comes does not change what is charged (seed ${seed})`, { timeout: 300_000 }, async () => {
  const count = fc.integer({ min: 0, max: 100 });
  const call = fc.record({
    input: count,
    seen: count,
    output: count,
    sweepsAfter: fc.subarray(["seen", "settled", "both"]),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 7 }), async (calls) => {
      const charged = [];
      for (const sweeps of [false, true]) {
        const commands: Command[] = [{ type: "grant", kind: "promo", key: 0, amount: 1_000_000n, lastsMs: null }];
        for (const [hold, { input, seen, output, sweepsAfter }] of calls.entries()) {
          const tokens = { input, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 };
          const sweep: Command[] = sweeps ? [{ type: "tick", ms: 70_000 }, { type: "sweep" }] : [];
          commands.push({
            type: "authorize",
            request: hold,
            body: 0,
            user: 0,
            input,
            max: 100,
            min: 0,
            memberLimit: null,
            hourLimit: null,
            apiKey: null,
            keyCap: null,
          });
          commands.push(
            { type: "dispatch", hold },
            { type: "checkpoint", hold, tokens: { ...tokens, output: Math.min(seen, output) } },
          );
          if (sweepsAfter.includes("seen")) commands.push(...sweep);
          commands.push({ type: "settle", hold, tokens, basis: "provider" });
          if (sweepsAfter.includes("settled")) commands.push(...sweep);
        }
        const world = await compareRun(sessions, { price: 0, markup: 0, commands }, quick);
        charged.push(world.model.posted);
      }
      expect(charged[1]).toBe(charged[0]);
    }),
    { numRuns: runs, seed },
  );
});
