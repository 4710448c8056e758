import { maxTokensCost, type PriceRates } from "~/features/ledger/rates";
import { trialInputTokens, trialOutputTokens } from "~/features/metering/server/try-model.service";
import type { CatalogueModel } from "./list-prices.service";

export type TrialModel = {
  id: string;
  kind: "chat" | "embedding";
  price: PriceRates;
  /** The most that trying it can cost, in pusd. */
  boundPusd: bigint;
};

/** What a test of a provider asks: its cheapest chat model and its cheapest embedding model, as far as there are prices. */
export function trialModelsOf(catalogue: readonly CatalogueModel[], provider: string): TrialModel[] {
  return (["chat", "embedding"] as const).flatMap((kind) => {
    const candidates = catalogue
      .filter((model) => model.provider === provider && model.kind === kind && model.enabled)
      .flatMap((model) => trialOf(model, kind));
    const [cheapest] = candidates.sort((a, b) => (a.boundPusd < b.boundPusd ? -1 : 1));
    return cheapest === undefined ? [] : [cheapest];
  });
}

function trialOf({ id, price }: CatalogueModel, kind: TrialModel["kind"]): TrialModel[] {
  const base = price?.tiers[0];
  if (base === undefined) return [];
  const rates: PriceRates = { base, tiers: [] };
  return [
    {
      id,
      kind,
      price: rates,
      boundPusd: maxTokensCost(rates, trialInputTokens, kind === "chat" ? trialOutputTokens : 0),
    },
  ];
}
