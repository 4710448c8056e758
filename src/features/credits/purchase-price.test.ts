import { expect, it } from "vitest";
import { purchasePriceUsdMicros } from "./purchase-price";

it("asks $20 for 1,000 credits at two cents each", () => {
  expect(purchasePriceUsdMicros(1_000, 20_000_000_000n)).toBe(20_000_000n);
});

it("never sells below the price of a credit", () => {
  expect(purchasePriceUsdMicros(1, 20_000_000_001n)).toBe(20_001n);
});
