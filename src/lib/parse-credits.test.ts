import { expect, it } from "vitest";
import { parseCredits } from "./parse-credits";

it.each([
  ["10", "en", 10_000_000n],
  ["1,250.5", "en", 1_250_500_000n],
  ["1 250,5", "ru", 1_250_500_000n],
  ["0.000001", "en", 1n],
])("reads %s in %s", (text, locale, ucr) => {
  expect(parseCredits(text, locale)).toBe(ucr);
});

it.each(["", "0", "0.0", "-5", "1e9", "1.2345678", "1.2.3", "ten", "1000000000000000"])(
  "takes %j for nothing",
  (text) => {
    expect(parseCredits(text, "en")).toBeNull();
  },
);
