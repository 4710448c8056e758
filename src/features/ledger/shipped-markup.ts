import type { Markup } from "./markup";

/** As shipped: ten times what a request costs under a cent, three times from there on; a credit is two cents. */
export const shippedMarkup: Markup = {
  mode: "volume",
  creditPricePusd: 20_000_000_000n,
  tiers: [
    { fromCostPusd: 0n, multiplierBp: 100_000 },
    { fromCostPusd: 10_000_000_000n, multiplierBp: 30_000 },
  ],
};
