import type { OrgDb } from "~/server/db";
import { findPrices, type PriceTierRow } from "./catalogue.repository";

/** Rates in pusd per token, which are micro-dollars per million tokens; `request` in pusd. */
export type PriceTier = {
  fromInputTokens: bigint;
  input: bigint;
  cacheRead: bigint;
  cacheWrite: bigint;
  output: bigint;
  reasoning: bigint;
  request: bigint;
};

export type CatalogueModel = {
  id: string;
  displayName: string;
  provider: string;
  kind: string;
  enabled: boolean;
  contextWindow: number;
  maxOutputTokens: number;
  /** Null where no price is in force: calls of it are refused. */
  price: { version: number; validFrom: Date; source: string; tiers: PriceTier[] } | null;
};

/** The catalogue in its order, each model with the price in force. */
export async function listPrices(db: OrgDb): Promise<CatalogueModel[]> {
  const models = new Map<string, CatalogueModel>();
  for (const row of await findPrices(db)) {
    const model = models.get(row.modelId) ?? modelOf(row);
    models.set(row.modelId, model);
    const tier = tierOf(row);
    if (tier !== null) model.price?.tiers.push(tier);
  }
  return [...models.values()];
}

function modelOf(row: PriceTierRow): CatalogueModel {
  const {
    version,
    validFrom,
    source,
    modelId: id,
    displayName,
    provider,
    kind,
    enabled,
    contextWindow,
    maxOutputTokens,
  } = row;
  const isPriced = version !== null && validFrom !== null && source !== null;
  const price = isPriced ? { version, validFrom, source, tiers: [] } : null;
  return { id, displayName, provider, kind, enabled, contextWindow, maxOutputTokens, price };
}

function tierOf(row: PriceTierRow): PriceTier | null {
  if (row.fromInputTokens === null) return null;
  return {
    fromInputTokens: row.fromInputTokens,
    input: row.inputPusd ?? 0n,
    cacheRead: row.cacheReadPusd ?? 0n,
    cacheWrite: row.cacheWritePusd ?? 0n,
    output: row.outputPusd ?? 0n,
    reasoning: row.reasoningPusd ?? 0n,
    request: row.requestPusd ?? 0n,
  };
}
