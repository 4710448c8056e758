import type { OrgDb } from "~/server/db";

export type PriceTierRow = {
  modelId: string;
  displayName: string;
  provider: string;
  kind: string;
  enabled: boolean;
  contextWindow: number;
  maxOutputTokens: number;
  /** Null where the model has no price in force. */
  version: number | null;
  validFrom: Date | null;
  source: string | null;
  fromInputTokens: bigint | null;
  inputPusd: bigint | null;
  cacheReadPusd: bigint | null;
  cacheWritePusd: bigint | null;
  outputPusd: bigint | null;
  reasoningPusd: bigint | null;
  requestPusd: bigint | null;
};

/** Every model with the price in force, a row a tier; a model without a price has one row of nulls. */
export function findPrices(db: OrgDb): Promise<PriceTierRow[]> {
  return db.$queryRaw<PriceTierRow[]>`
    SELECT m.id AS "modelId", m.display_name AS "displayName", m.provider, m.kind, m.enabled, m.context_window AS "contextWindow",
      m.max_output_tokens AS "maxOutputTokens", v.number AS version, v.valid_from AS "validFrom", v.source,
      t.from_input_tokens AS "fromInputTokens", t.input_pusd AS "inputPusd", t.cache_read_pusd AS "cacheReadPusd",
      t.cache_write_pusd AS "cacheWritePusd", t.output_pusd AS "outputPusd", t.reasoning_pusd AS "reasoningPusd", t.request_pusd AS "requestPusd"
    FROM model m
    LEFT JOIN model_price_version v ON v.model_id = m.id AND v.valid_from <= app_now() AND (v.valid_to IS NULL OR v.valid_to > app_now())
    LEFT JOIN model_price_tier t ON t.price_version_id = v.id
    ORDER BY m.position, m.id, t.from_input_tokens`;
}

export type MarkupTierRow = {
  id: string;
  scope: string;
  /** Of an organisation's own markup. */
  orgName: string | null;
  number: number;
  mode: "volume" | "graduated";
  creditPricePusd: bigint;
  validFrom: Date;
  validTo: Date | null;
  reason: string;
  isInForce: boolean;
  fromCostPusd: bigint;
  multiplierBp: number;
};

/** All versions of all markups with their tiers, newest first. */
export function findMarkups(db: OrgDb): Promise<MarkupTierRow[]> {
  return db.$queryRaw<MarkupTierRow[]>`
    SELECT v.id, v.scope, o.name AS "orgName", v.number, v.mode, v.credit_price_pusd AS "creditPricePusd", v.valid_from AS "validFrom",
      v.valid_to AS "validTo", v.reason, v.valid_from <= app_now() AND (v.valid_to IS NULL OR v.valid_to > app_now()) AS "isInForce",
      t.from_cost_pusd AS "fromCostPusd", t.multiplier_bp AS "multiplierBp"
    FROM markup_version v JOIN markup_tier t ON t.markup_version_id = v.id LEFT JOIN organization o ON o.id::text = v.scope
    ORDER BY v.scope = 'platform' DESC, v.scope, v.number DESC, t.from_cost_pusd LIMIT 2000`;
}
