import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chargeUcr, holdUcr, type Markup, multiplierBpAt } from "./markup";
import { shippedMarkup } from "./shipped-markup";

const graduated: Markup = { ...shippedMarkup, mode: "graduated" };
/** A dollar is 10^12 pico-USD; these are hundredths of a cent. */
const usd = (tenThousandths: number) => BigInt(tenThousandths) * 100_000_000n;

describe("The shipped markup", () => {
  test.each([
    [99, 4_950_000n, 4_950_000n],
    [100, 1_500_000n, 5_000_000n],
    [101, 1_515_000n, 5_015_000n],
    [200, 3_000_000n, 6_500_000n],
    [0, 0n, 0n],
  ])("charges %i ten-thousandths of a dollar at %s ucr by volume and %s graduated", (cost, byVolume, bySlices) => {
    expect(chargeUcr(shippedMarkup, usd(cost))).toBe(byVolume);
    expect(chargeUcr(graduated, usd(cost))).toBe(bySlices);
  });

  test("holds the dearest outcome at or below an estimate: two cents are held like just under one", () => {
    expect(holdUcr(shippedMarkup, usd(200))).toBe(5_000_000n);
    expect(holdUcr(graduated, usd(200))).toBe(6_500_000n);
  });

  test("names the tier that a cost ends in", () => {
    expect(multiplierBpAt(shippedMarkup, usd(100) - 1n)).toBe(100_000);
    expect(multiplierBpAt(shippedMarkup, usd(100))).toBe(30_000);
  });
});

const markup = fc.record({
  mode: fc.constantFrom("volume", "graduated"),
  creditPricePusd: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  tiers: fc.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 12n }), { maxLength: 4 }).chain((starts) =>
    fc
      .array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: starts.length + 1, maxLength: starts.length + 1 })
      .map((multipliers) =>
        [0n, ...starts.sort((a, b) => Number(a - b))].map((fromCostPusd, index) => ({
          fromCostPusd,
          multiplierBp: multipliers[index] ?? 1,
        })),
      ),
  ),
}) satisfies fc.Arbitrary<Markup>;
const cost = fc.bigInt({ min: 0n, max: 2n * 10n ** 12n });

test("A cost above nothing is charged at least one ucr, and nothing costs nothing", () => {
  fc.assert(
    fc.property(markup, cost, (rules, pusd) => {
      expect(chargeUcr(rules, pusd) > 0n).toBe(pusd > 0n);
    }),
  );
});

test("No charge at or below an estimate is above its hold", () => {
  fc.assert(
    fc.property(markup, cost, cost, (rules, a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(holdUcr(rules, high)).toBeGreaterThanOrEqual(chargeUcr(rules, low));
    }),
  );
});

test("A graduated charge never falls when the cost grows", () => {
  fc.assert(
    fc.property(markup, cost, cost, (rules, a, b) => {
      const slices: Markup = { ...rules, mode: "graduated" };
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(chargeUcr(slices, high)).toBeGreaterThanOrEqual(chargeUcr(slices, low));
    }),
  );
});
