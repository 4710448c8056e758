import type { OrgDb } from "~/server/db";

export type CatalogueRow = {
  id: string;
  provider: string;
  display_name: string;
  context_window: number;
  max_output_tokens: number;
  takes: string[];
  price_version_id: string;
  markup_version_id: string;
};

/** Enabled chat models that have a price now, each with the price and the markup in force. An own markup goes first. */
export function findPricedModels(ctx: { db: OrgDb; orgId: string }): Promise<CatalogueRow[]> {
  return ctx.db.$queryRaw<CatalogueRow[]>`
    SELECT m.id, m.provider, m.display_name, m.context_window, m.max_output_tokens, m.takes, p.id AS price_version_id, k.id AS markup_version_id
    FROM model m
    JOIN model_price_version p ON p.model_id = m.id AND p.valid_from <= app_now() AND (p.valid_to IS NULL OR p.valid_to > app_now())
    CROSS JOIN LATERAL (
      SELECT v.id FROM markup_version v
      WHERE v.scope IN ('platform', ${ctx.orgId}) AND v.valid_from <= app_now() AND (v.valid_to IS NULL OR v.valid_to > app_now())
      ORDER BY v.scope = 'platform' LIMIT 1) k
    WHERE m.enabled AND m.kind = 'chat'
    ORDER BY m.position, m.id`;
}
