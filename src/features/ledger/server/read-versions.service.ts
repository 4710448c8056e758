import type { Sql } from "~/server/db";
import type { Markup } from "../markup";
import type { PriceRates, Rates } from "../rates";
import { callLedgerRows } from "./call-ledger";
import type { LedgerRow } from "./ledger-row";

// A version never changes once it is published, so it is asked for once in the life of a process.
const prices = new Map<string, PriceRates>();
const markups = new Map<string, Markup>();

/** The rates that a price version fixed. */
export async function readPrice(sql: Sql, priceVersionId: string): Promise<PriceRates> {
  const known = prices.get(priceVersionId);
  if (known !== undefined) return known;
  const rows = await callLedgerRows(sql, "SELECT * FROM ledger_price_tiers($1)", [priceVersionId]);
  const [base, ...tiers] = rows.map((row) => ({
    fromInputTokens: row.count("from_input_tokens"),
    rates: ratesOf(row),
  }));
  if (base === undefined) throw new Error(`price version ${priceVersionId} has no tiers`);
  const price: PriceRates = { base: base.rates, tiers };
  prices.set(priceVersionId, price);
  return price;
}

/** The tiers that a markup version fixed. */
export async function readMarkup(sql: Sql, markupVersionId: string): Promise<Markup> {
  const known = markups.get(markupVersionId);
  if (known !== undefined) return known;
  const rows = await callLedgerRows(sql, "SELECT * FROM ledger_markup_tiers($1)", [markupVersionId]);
  const [first] = rows;
  if (first === undefined) throw new Error(`markup version ${markupVersionId} has no tiers`);
  const markup: Markup = {
    mode: first.word("mode", ["volume", "graduated"]),
    creditPricePusd: first.bigint("credit_price_pusd"),
    tiers: rows.map((row) => ({
      fromCostPusd: row.bigint("from_cost_pusd"),
      multiplierBp: row.count("multiplier_bp"),
    })),
  };
  markups.set(markupVersionId, markup);
  return markup;
}

function ratesOf(row: LedgerRow): Rates {
  return {
    input: row.bigint("input_pusd"),
    cacheRead: row.bigint("cache_read_pusd"),
    cacheWrite: row.bigint("cache_write_pusd"),
    output: row.bigint("output_pusd"),
    reasoning: row.bigint("reasoning_pusd"),
    request: row.bigint("request_pusd"),
  };
}
