import fc from "fast-check";
import { expect, test } from "vitest";
import { maxTokensCost, type PriceRates, providerCostPusd, type Rates } from "./rates";
import { inputTokensOf } from "./token-buckets";

const rate = fc.bigInt({ min: 0n, max: 1_000_000_000n });
const rates: fc.Arbitrary<Rates> = fc.record({
  input: rate,
  cacheRead: rate,
  cacheWrite: rate,
  output: rate,
  reasoning: rate,
  request: rate,
});
const price: fc.Arbitrary<PriceRates> = fc.record({
  base: rates,
  tiers: fc
    .uniqueArray(fc.record({ fromInputTokens: fc.integer({ min: 1, max: 1000 }), rates }), {
      maxLength: 3,
      selector: (tier) => tier.fromInputTokens,
    })
    .map((tiers) => tiers.sort((a, b) => a.fromInputTokens - b.fromInputTokens)),
});
const count = fc.integer({ min: 0, max: 500 });
const tokens = fc.record({ input: count, cacheRead: count, cacheWrite: count, output: count, reasoning: count });

test("No call costs more than the bound for its size", () => {
  fc.assert(
    fc.property(price, tokens, (rules, used) => {
      const bound = maxTokensCost(rules, inputTokensOf(used), used.output + used.reasoning);
      expect(bound).toBeGreaterThanOrEqual(providerCostPusd(rules, used));
    }),
  );
});

test("A long context is chosen by the whole input, cached or not", () => {
  const flat = (pusd: bigint): Rates => ({
    input: pusd,
    cacheRead: pusd,
    cacheWrite: pusd,
    output: pusd,
    reasoning: pusd,
    request: 0n,
  });
  const rules: PriceRates = { base: flat(1n), tiers: [{ fromInputTokens: 100, rates: flat(2n) }] };
  expect(providerCostPusd(rules, { input: 9, cacheRead: 90, cacheWrite: 0, output: 1, reasoning: 0 })).toBe(100n);
  expect(providerCostPusd(rules, { input: 9, cacheRead: 90, cacheWrite: 1, output: 1, reasoning: 0 })).toBe(202n);
});

test("A request that used nothing costs nothing, whatever the fee", () => {
  const rules: PriceRates = {
    base: { input: 1n, cacheRead: 1n, cacheWrite: 1n, output: 1n, reasoning: 1n, request: 500n },
    tiers: [],
  };
  expect(providerCostPusd(rules, { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 })).toBe(0n);
  expect(providerCostPusd(rules, { input: 1, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 })).toBe(501n);
});
