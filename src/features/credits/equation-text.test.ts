import { expect, it } from "vitest";
import { multiplierText } from "./equation-text";

it("writes a multiplier with as many decimals as it needs", () => {
  expect([100_000, 30_000, 12_500, 10_001, 0].map((bp) => multiplierText(bp, "en"))).toEqual([
    "10",
    "3",
    "1.25",
    "1.0001",
    "0",
  ]);
  expect(multiplierText(15_000, "ru")).toBe("1,5");
});
