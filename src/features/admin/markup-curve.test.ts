import { describe, expect, it } from "vitest";
import type { Markup } from "~/features/ledger/markup";
import { curveOf } from "./markup-curve";

const shipped: Markup = {
  mode: "volume",
  creditPricePusd: 20_000_000_000n,
  tiers: [
    { fromCostPusd: 0n, multiplierBp: 100_000 },
    { fromCostPusd: 10_000_000_000n, multiplierBp: 30_000 },
  ],
};

describe("curveOf", () => {
  it("shows the cliff of a volume markup", () => {
    const curve = curveOf(shipped);
    expect(curve.cliffs).toEqual([{ costPusd: 10_000_000_000n, beforeUcr: 5_000_000n, afterUcr: 1_500_000n }]);
    expect(curve.pieces.map(({ from, to }) => [from.y, to.y])).toEqual([
      [0, 5],
      [1.5, 4.5],
    ]);
  });

  it("has no cliff where each slice has its own price", () => {
    const curve = curveOf({ ...shipped, mode: "graduated" });
    expect(curve.cliffs).toEqual([]);
    expect(curve.pieces.at(-1)?.to.y).toBe(8);
  });
});
