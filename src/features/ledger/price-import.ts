import {
  type ConditionalPrice,
  findProvider,
  type MatchLogic,
  type ModelInfo,
  type ModelPrice,
} from "@pydantic/genai-prices";
import type { CatalogueChoice, CatalogueModel } from "./catalogue";
import type { PriceRates, Rates } from "./rates";

/**
 * Takes a model's rates out of the price data that the package carries. No network, and no arithmetic of the package's:
 * prices are read as decimal text and become integers.
 */
export function importModel(choice: CatalogueChoice): CatalogueModel {
  const [providerId = "", name = ""] = choice.id.split(/\/(.*)/s);
  // By exact id: the data's own matching goes by prefixes, which is how one model is billed as another.
  const info = findProvider({ providerId })?.models.find((model) => model.id === name);
  if (info === undefined) throw new Error(`the price data has no ${choice.id}`);
  const contextWindow = choice.contextWindow ?? info.context_window;
  if (contextWindow === undefined) throw new Error(`nobody knows the context window of ${choice.id}`);
  return {
    id: choice.id,
    displayName: choice.displayName,
    kind: choice.kind ?? "chat",
    contextWindow,
    maxOutputTokens: choice.maxOutputTokens,
    takes: choice.takes ?? [],
    aliases: [
      ...exactNames(info.match)
        .filter((alias) => alias !== name)
        .map((alias) => `${providerId}/${alias}`),
      ...(choice.aliases ?? []),
    ],
    prices: datedPrices(info),
  };
}

/** @param usdPerMillion a price of at most six decimals. @returns pico-USD per token. */
export function pusdPerToken(usdPerMillion: number): bigint {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(String(usdPerMillion));
  if (match === null) throw new RangeError(`${usdPerMillion} is not a price of at most six decimals`);
  return BigInt((match[1] ?? "") + (match[2] ?? "").padEnd(6, "0"));
}

function exactNames(match: MatchLogic): string[] {
  if ("equals" in match) return [match.equals];
  return "or" in match ? match.or.flatMap(exactNames) : [];
}

function datedPrices({ id, prices }: ModelInfo): CatalogueModel["prices"] {
  const conditional: ConditionalPrice[] = Array.isArray(prices) ? prices : [{ prices }];
  return conditional
    .map(({ constraint, prices: price }) => {
      // A price by the time of day would need a clock in the charge; no model that is for sale has one.
      if (constraint?.type === "time_of_date") throw new Error(`the price of ${id} depends on the time of day`);
      return {
        validFrom: constraint === undefined ? new Date(0) : new Date(constraint.start_date),
        price: priceRates(price),
      };
    })
    .sort((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
}

function priceRates(price: ModelPrice): PriceRates {
  // The data says "more than `start` tokens"; ours says "from".
  const starts = new Set(
    Object.values(price).flatMap((value) => (typeof value === "object" ? value.tiers.map((tier) => tier.start) : [])),
  );
  return {
    base: ratesAbove(price, -1),
    tiers: [...starts]
      .sort((a, b) => a - b)
      .map((start) => ({ fromInputTokens: start + 1, rates: ratesAbove(price, start) })),
  };
}

function ratesAbove(price: ModelPrice, start: number): Rates {
  const rate = (key: string): bigint | undefined => {
    const value = price[key];
    if (value === undefined) return undefined;
    if (typeof value === "number") return pusdPerToken(value);
    return pusdPerToken(
      value.tiers.filter((tier) => tier.start <= start).sort((a, b) => b.start - a.start)[0]?.price ?? value.base,
    );
  };
  const input = rate("input_mtok");
  if (input === undefined) throw new Error("a price needs at least one for input");
  const output = rate("output_mtok") ?? 0n;
  return {
    input,
    cacheRead: rate("cache_read_mtok") ?? input,
    cacheWrite: rate("cache_write_mtok") ?? input,
    output,
    reasoning: rate("output_reasoning_mtok") ?? output,
    request: 0n,
  };
}
