import type { Sql } from "~/server/db";
import type { Markup } from "../markup";
import { callLedger } from "./call-ledger";

export type PublishMarkupInput = {
  /** The platform's, or one organisation's own, which goes before it. */
  scope: "platform" | { orgId: string };
  markup: Markup;
  actorId?: string | null;
  reason: string;
  /** Earlier than now only for the first version of a scope. */
  validFrom?: Date;
};

/** Puts a new markup in force from now. Open holds and past charges keep the one they had. Returns the version's id. */
export async function publishMarkup(sql: Sql, input: PublishMarkupInput): Promise<string> {
  const { markup } = input;
  const row = await callLedger(sql, "SELECT ledger_publish_markup($1, $2, $3, $4, $5, $6, $7) AS id", [
    input.scope === "platform" ? "platform" : input.scope.orgId,
    markup.mode,
    markup.creditPricePusd.toString(),
    JSON.stringify(
      markup.tiers.map((tier) => ({ fromCostPusd: tier.fromCostPusd.toString(), multiplierBp: tier.multiplierBp })),
    ),
    input.actorId ?? null,
    input.reason,
    input.validFrom ?? null,
  ]);
  return row.text("id");
}
