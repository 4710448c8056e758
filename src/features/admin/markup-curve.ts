import { chargeUcr, type Markup } from "~/features/ledger/markup";

/** A straight piece of the curve, in dollars and credits. `opens` and `closes`: whether its ends belong to it. */
export type CurvePiece = { from: { x: number; y: number }; to: { x: number; y: number }; opens: boolean };

/** Where a dearer call is charged less: the cost, what is charged just below it and at it. */
export type Cliff = { costPusd: bigint; beforeUcr: bigint; afterUcr: bigint };

const dollar = 1_000_000_000_000;

/** The curve up to three times the last tier (or three cents where there is one tier alone). */
export function curveOf(markup: Markup): { endPusd: bigint; pieces: CurvePiece[]; cliffs: Cliff[] } {
  const last = markup.tiers.at(-1)?.fromCostPusd ?? 0n;
  const endPusd = last > 0n ? last * 3n : 30_000_000_000n;
  const pieces = markup.tiers.map(({ fromCostPusd }, index) => {
    const next = markup.tiers[index + 1]?.fromCostPusd;
    // The last cost of a tier is one pico-dollar below the next.
    const end = next === undefined ? endPusd : next - 1n;
    return { from: pointAt(markup, fromCostPusd), to: pointAt(markup, end), opens: next !== undefined };
  });
  const cliffs = markup.tiers
    .filter(({ fromCostPusd }) => fromCostPusd > 0n)
    .map(({ fromCostPusd: costPusd }) => ({
      costPusd,
      beforeUcr: chargeUcr(markup, costPusd - 1n),
      afterUcr: chargeUcr(markup, costPusd),
    }))
    // Rounding up may move a charge by one; a cliff is more than that.
    .filter(({ beforeUcr, afterUcr }) => beforeUcr > afterUcr + 1n);
  return { endPusd, pieces, cliffs };
}

function pointAt(markup: Markup, costPusd: bigint): { x: number; y: number } {
  return { x: Number(costPusd) / dollar, y: Number(chargeUcr(markup, costPusd)) / 1_000_000 };
}
