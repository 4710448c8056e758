import { inputTokensOf, type TokenBuckets, totalTokens } from "./token-buckets";

/** Prices in pico-USD per token (USD per million tokens x 1e6), and per request. */
export type Rates = {
  input: bigint;
  cacheRead: bigint;
  cacheWrite: bigint;
  output: bigint;
  reasoning: bigint;
  request: bigint;
};

/** `tiers` replace the base for requests whose whole input, cache included, has at least that many tokens. Ascending. */
export type PriceRates = { base: Rates; tiers: { fromInputTokens: number; rates: Rates }[] };

/** What the provider asks for a call: exact, never rounded. Nothing used costs nothing, not even the request. */
export function providerCostPusd(price: PriceRates, tokens: TokenBuckets): bigint {
  if (totalTokens(tokens) === 0) return 0n;
  const rates = ratesFor(price, inputTokensOf(tokens));
  return (
    BigInt(tokens.input) * rates.input +
    BigInt(tokens.cacheRead) * rates.cacheRead +
    BigInt(tokens.cacheWrite) * rates.cacheWrite +
    BigInt(tokens.output) * rates.output +
    BigInt(tokens.reasoning) * rates.reasoning +
    rates.request
  );
}

/** The rates of the tier that an input of this size falls in. */
function ratesFor(price: PriceRates, inputTokens: number): Rates {
  return price.tiers.findLast((tier) => tier.fromInputTokens <= inputTokens)?.rates ?? price.base;
}

/**
 * The most, in pico-USD, that a call can cost which sends at most `inputTokens` and gets at most `maxOutput`.
 * No cached read is assumed, and every tier that the input may reach counts.
 */
export function maxTokensCost(price: PriceRates, inputTokens: number, maxOutput: number): bigint {
  const reachable = price.tiers.filter((tier) => tier.fromInputTokens <= inputTokens).map((tier) => tier.rates);
  return [price.base, ...reachable]
    .map(
      (rates) =>
        BigInt(inputTokens) * max(rates.input, rates.cacheRead, rates.cacheWrite) +
        BigInt(maxOutput) * max(rates.output, rates.reasoning) +
        rates.request,
    )
    .reduce((dearest, cost) => max(dearest, cost));
}

function max(...values: bigint[]): bigint {
  return values.reduce((largest, value) => {
    if (value > largest) return value;
    return largest;
  });
}
