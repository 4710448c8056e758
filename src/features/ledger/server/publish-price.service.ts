import type { Sql } from "~/server/db";
import type { PriceRates, Rates } from "../rates";
import { callLedger } from "./call-ledger";

export type PublishPriceInput = {
  modelId: string;
  price: PriceRates;
  source: string;
  actorId?: string | null;
  reason?: string | null;
};

/** Puts a new price in force from now. Open holds and past charges keep the one they had. Returns the version's id. */
export async function publishPrice(sql: Sql, input: PublishPriceInput): Promise<string> {
  const row = await callLedger(sql, "SELECT ledger_publish_price($1, $2, $3, $4, $5) AS id", [
    input.modelId,
    priceTiersJson(input.price),
    input.source,
    input.actorId ?? null,
    input.reason ?? null,
  ]);
  return row.text("id");
}

/** The tiers as the database's functions take them: numbers as text, so that no double comes in between. */
export function priceTiersJson(price: PriceRates): string {
  const tiers = [{ fromInputTokens: 0, rates: price.base }, ...price.tiers];
  return JSON.stringify(tiers.map(({ fromInputTokens, rates }) => ({ fromInputTokens, ...ratesText(rates) })));
}

function ratesText(rates: Rates): Record<string, string> {
  return Object.fromEntries(Object.entries(rates).map(([kind, rate]) => [kind, rate.toString()]));
}
