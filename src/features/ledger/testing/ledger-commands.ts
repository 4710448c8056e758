import fc from "fast-check";
import type { Markup } from "../markup";
import type { PriceRates } from "../rates";
import type { TokenBuckets } from "../token-buckets";
import { plainPrice, timesOne, tokenPrice } from "./ledger-fixture";

/** What may happen to a ledger. Holds and purchases are named by small numbers, so that commands meet each other often. */
export type Command =
  | { type: "tick"; ms: number }
  | { type: "grant"; kind: "plan_grant" | "promo"; key: number; amount: bigint; lastsMs: number | null }
  | { type: "purchase"; key: number; amount: bigint; isPaid: boolean }
  | { type: "refund"; key: number; purchase: number; kind: "refund" | "dispute"; amount: bigint | null }
  | { type: "adjust"; key: number; amount: bigint }
  | {
      type: "authorize";
      request: number;
      body: number;
      user: number;
      input: number;
      max: number;
      min: number;
      memberLimit: number | null;
      hourLimit: number | null;
      /** One of two keys, or none. */
      apiKey: number | null;
      keyCap: bigint | null;
    }
  | { type: "dispatch"; hold: number }
  | { type: "checkpoint"; hold: number; tokens: TokenBuckets }
  | { type: "settle"; hold: number; tokens: TokenBuckets; basis: "provider" | "stream_estimate" }
  | { type: "release"; hold: number }
  | { type: "correct"; key: number; hold: number; tokens: TokenBuckets }
  | { type: "sweep" }
  | { type: "expire" }
  | { type: "rollup" }
  | { type: "price"; index: number }
  | { type: "markup"; index: number }
  | { type: "configure"; isFrozen: boolean; overdraft: bigint };

/** From a ucr a token to long-context tiers and a fee for the request. */
export const prices: readonly PriceRates[] = [
  tokenPrice,
  plainPrice,
  {
    base: { input: 7n, cacheRead: 1n, cacheWrite: 9n, output: 31n, reasoning: 30n, request: 13n },
    tiers: [
      {
        fromInputTokens: 150,
        rates: {
          input: 40_000_003n,
          cacheRead: 3n,
          cacheWrite: 50_000_000n,
          output: 90_000_001n,
          reasoning: 1n,
          request: 0n,
        },
      },
    ],
  },
  { base: { input: 0n, cacheRead: 0n, cacheWrite: 0n, output: 0n, reasoning: 0n, request: 0n }, tiers: [] },
];

/** Around the sizes of the calls below, so that every tier is met. */
export const markups: readonly Markup[] = [
  timesOne,
  {
    mode: "volume",
    creditPricePusd: 20_000_000_000n,
    tiers: [
      { fromCostPusd: 0n, multiplierBp: 100_000 },
      { fromCostPusd: 4_000_000n, multiplierBp: 30_000 },
    ],
  },
  {
    mode: "graduated",
    creditPricePusd: 7_000_000_003n,
    tiers: [
      { fromCostPusd: 0n, multiplierBp: 100_000 },
      { fromCostPusd: 1_000_000n, multiplierBp: 33_333 },
      { fromCostPusd: 500_000_000n, multiplierBp: 1 },
    ],
  },
];

const small = (max: number) => fc.integer({ min: 0, max });
const amount = fc.oneof(
  fc.bigInt({ min: 1n, max: 20n }),
  fc.bigInt({ min: 1n, max: 3_000n }),
  fc.bigInt({ min: 1n, max: 2_000_000n }),
);
const tokens = fc.oneof(
  fc.constant({ input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }),
  fc.record({
    input: small(250),
    cacheRead: small(60),
    cacheWrite: small(60),
    output: small(250),
    reasoning: small(40),
  }),
);
const hold = small(7);
const key = small(3);
const lastsMs = fc.option(fc.integer({ min: -1_000, max: 5_000_000 }));

const commandArbitrary: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("tick"),
      ms: fc.oneof(small(20_000), small(4_000_000), small(3_000_000_000)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("grant"),
      kind: fc.constantFrom("plan_grant", "promo"),
      key,
      amount,
      lastsMs,
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("purchase"), key, amount, isPaid: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("refund"),
      key,
      purchase: key,
      kind: fc.constantFrom("refund", "dispute"),
      amount: fc.option(amount),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("adjust"),
      key,
      amount: amount.chain((value) => fc.constantFrom(value, -value)),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant("authorize"),
      request: hold,
      body: fc.constantFrom(0, 0, 0, 1),
      user: small(1),
      input: small(300),
      max: small(250),
      min: small(60),
      memberLimit: fc.option(small(2_000), { freq: 3 }),
      hourLimit: fc.option(small(4), { freq: 3 }),
      apiKey: fc.option(small(1), { freq: 2 }),
      keyCap: fc.option(fc.oneof(fc.bigInt({ min: 1n, max: 600n }), fc.bigInt({ min: 1n, max: 5_000_000n })), {
        freq: 4,
      }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("dispatch"), hold }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("checkpoint"), hold, tokens }) },
  {
    weight: 7,
    arbitrary: fc.record({
      type: fc.constant("settle"),
      hold,
      tokens,
      basis: fc.constantFrom("provider", "stream_estimate"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("release"), hold }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("correct"), key, hold, tokens }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("sweep") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("expire") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("rollup") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("price"), index: small(prices.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("markup"), index: small(markups.length - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("configure"),
      isFrozen: fc.constantFrom(false, false, true),
      overdraft: fc.constantFrom(0n, 500n),
    }),
  },
) as fc.Arbitrary<Command>;

/** A price and a markup to begin with, perhaps some credits, and what happens then. */
export type Scenario = { price: number; markup: number; commands: Command[] };

export const scenarioArbitrary: fc.Arbitrary<Scenario> = fc
  .record({
    price: fc.constantFrom(0, 0, 1, 2, 2, 3),
    markup: small(markups.length - 1),
    credits: fc.option(fc.bigInt({ min: 1n, max: 1_000_000n }), { freq: 5 }),
    commands: fc.array(commandArbitrary, { minLength: 5, maxLength: 40, size: "max" }),
  })
  .map(({ price, markup, credits, commands }) => ({
    ...{ price, markup },
    commands:
      credits === null
        ? commands
        : [{ type: "grant", kind: "promo", key: 9, amount: credits, lastsMs: null }, ...commands],
  }));
