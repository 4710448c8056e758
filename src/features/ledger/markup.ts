/**
 * How provider cost becomes credits. Tiers start at 0 and ascend; 10x is 100000 basis points.
 * `volume`: the tier that the whole cost falls in prices all of it (not monotone: a little more cost may charge less).
 * `graduated`: each slice of the cost is priced by its own tier.
 */
export type Markup = {
  mode: "volume" | "graduated";
  /** Price of one credit (1,000,000 ucr) in pico-USD. */
  creditPricePusd: bigint;
  tiers: { fromCostPusd: bigint; multiplierBp: number }[];
};

/** What a cost is charged at, in ucr: `ceil(cost x multiplier)`, rounded once, up. */
export function chargeUcr(markup: Markup, costPusd: bigint): bigint {
  const weighted = markup.mode === "volume" ? volumeWeight(markup, costPusd) : graduatedWeight(markup, costPusd);
  // ucr = pusd x bp / 10,000 x 1,000,000 / price of a credit.
  return (weighted * 100n + markup.creditPricePusd - 1n) / markup.creditPricePusd;
}

/** What must be held for an estimate, in ucr: the dearest outcome at or below it. */
export function holdUcr(markup: Markup, estimatePusd: bigint): bigint {
  const charges = [chargeUcr(markup, estimatePusd)];
  if (markup.mode === "volume") {
    for (const { fromCostPusd } of markup.tiers) {
      if (fromCostPusd > 0n && fromCostPusd <= estimatePusd) charges.push(chargeUcr(markup, fromCostPusd - 1n));
    }
  }
  return charges.reduce((dearest, charge) => {
    if (charge > dearest) return charge;
    return dearest;
  });
}

/** The multiplier in basis points of the tier that a cost ends in. */
export function multiplierBpAt(markup: Markup, costPusd: bigint): number {
  return tierAt(markup, costPusd).multiplierBp;
}

function tierAt(markup: Markup, costPusd: bigint): Markup["tiers"][number] {
  const tier = markup.tiers.findLast(({ fromCostPusd }) => fromCostPusd <= costPusd);
  if (tier === undefined) throw new RangeError("a markup needs a tier from 0, and a cost is not negative");
  return tier;
}

function volumeWeight(markup: Markup, costPusd: bigint): bigint {
  return costPusd * BigInt(tierAt(markup, costPusd).multiplierBp);
}

function graduatedWeight(markup: Markup, costPusd: bigint): bigint {
  return markup.tiers.reduce((sum, { fromCostPusd, multiplierBp }, index) => {
    if (costPusd <= fromCostPusd) return sum;
    const next = markup.tiers[index + 1]?.fromCostPusd ?? costPusd;
    const end = next < costPusd ? next : costPusd;
    return sum + (end - fromCostPusd) * BigInt(multiplierBp);
  }, 0n);
}
