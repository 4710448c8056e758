import { randomUUID } from "node:crypto";
import { streamText } from "ai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countTokens } from "~/adapters/models/tokenizer";
import { type MeteringFixture, startMetering, TEST_MODEL } from "../testing/metering-fixture";
import type { MeterOptions } from "./meter";
import { meteredModel } from "./metered-model";
import type { MeteringScope } from "./metering-scope";

let world: MeteringFixture;
let scope: MeteringScope;
beforeAll(async () => {
  world = await startMetering();
});
beforeEach(async () => {
  world.server.reset();
  scope = await world.createScope(1_000_000n);
});
afterEach(async () => {
  expect(await world.violations()).toEqual([]);
});
afterAll(() => world.close());

/** The same scope, but statements that match fail as long as `isAway` says so. */
function unreliable(pattern: RegExp, isAway: () => boolean): MeteringScope {
  return {
    ...scope,
    sql: {
      async query(text, values) {
        if (pattern.test(text) && isAway()) throw Object.assign(new Error("Connection terminated"), { code: "57P01" });
        return scope.sql.query(text, values);
      },
    },
  };
}

async function answer(away: MeteringScope, options: Partial<MeterOptions> = {}) {
  const { model, meter } = meteredModel(away, {
    modelId: TEST_MODEL,
    purpose: "chat",
    requestId: randomUUID(),
    ...options,
  });
  const errors: unknown[] = [];
  const result = streamText({ model, prompt: "The harbour?", onError: ({ error }) => void errors.push(error) });
  let text = "";
  for await (const part of result.stream) if (part.type === "text-delta") text += part.text;
  return { text, errors, meter };
}

describe("while the database is away", () => {
  it("a charge that fails is tried again until it stands, and stands once", async () => {
    world.server.next({ text: "One two", usage: { input: 10, output: 2 } });
    let failures = 3;
    const { text } = await answer(unreliable(/ledger_settle/, () => failures-- > 0));
    expect(text).toBe("One two");
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", ucr: 12 }]);
  });

  it("a charge whose answer is lost after the commit is not made twice", async () => {
    world.server.next({ text: "One two", usage: { input: 10, output: 2 } });
    let isLost = true;
    const lossy: MeteringScope = {
      ...scope,
      sql: {
        async query(text, values) {
          const result = await scope.sql.query<never>(text, values);
          if (isLost && text.includes("ledger_settle")) {
            isLost = false;
            throw Object.assign(new Error("Connection terminated"), { code: "08006" });
          }
          return result;
        },
      },
    };
    const { meter } = await answer(lossy);
    expect(await world.charges(scope)).toMatchObject([{ ucr: 12 }]);
    expect(meter.charges).toMatchObject([{ chargeUcr: 12n }]);
  });

  it("the reader gets the end of the answer; the charge follows when the database is back", async () => {
    world.server.next({ text: "One two", usage: { input: 10, output: 2 } });
    let isAway = true;
    const late: bigint[] = [];
    const startedAt = performance.now();
    const { text, meter } = await answer(
      unreliable(/ledger_settle/, () => isAway),
      { settings: { settleWaitMs: 100 }, onCharge: (charge) => late.push(charge.chargeUcr) },
    );
    expect(text).toBe("One two");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(meter.charges).toEqual([]);
    isAway = false;
    await expect.poll(() => late, { timeout: 5_000 }).toEqual([12n]);
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", ucr: 12 }]);
  });

  it("for good: the sweeper charges the last checkpoint", async () => {
    world.server.next({ text: "One two three four", msPerToken: 30, usage: { input: 10, output: 4 } });
    await answer(
      unreliable(/ledger_settle/, () => true),
      { settings: { settleWaitMs: 50, settleGiveUpMs: 100, checkpointMs: 0 } },
    );
    expect(await world.holds(scope)).toEqual(["active"]);
    await world.sweepLater();
    const [charge] = await world.charges(scope);
    expect(charge).toMatchObject({ basis: "checkpoint" });
    expect(charge?.output).toBeGreaterThanOrEqual(countTokens("One two three"));
  });

  it("checkpoints that fail do not disturb the answer", async () => {
    world.server.next({ tokens: 20, msPerToken: 2, usage: { input: 10, output: 20 } });
    const { text, errors } = await answer(
      unreliable(/ledger_checkpoint/, () => true),
      { settings: { checkpointMs: 0 } },
    );
    expect({ words: text.split(" ").length, errors }).toEqual({ words: 20, errors: [] });
    expect(await world.charges(scope)).toMatchObject([{ ucr: 30 }]);
  });

  it("before the call, whose admission and dispatch are one: nothing is sent and nothing is held", async () => {
    const { errors } = await answer(unreliable(/ledger_authorize/, () => true));
    expect(errors.length).toBe(1);
    expect(world.server.requests).toEqual([]);
    expect(await world.holds(scope)).toEqual([]);
  });

  it("a settlement after the sweeper's becomes a correction to the provider's number", async () => {
    world.server.next({ text: "One two three four", msPerToken: 30, usage: { input: 100, output: 50 } });
    let isSwept = false;
    const away = unreliable(/ledger_settle/, () => !isSwept);
    const answered = answer(away, { settings: { checkpointMs: 0, settleWaitMs: 20_000 } });
    await expect.poll(async () => world.server.requests[0]?.finished).toBe(true);
    await world.sweepLater();
    isSwept = true;
    await answered;
    const { posted, held } = await world.balance(scope);
    expect({ posted, held }).toEqual({ posted: 1_000_000n - 150n, held: 0n });
  });
});
