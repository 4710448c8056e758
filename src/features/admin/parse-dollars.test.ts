import { expect, it } from "vitest";
import { parseDollars } from "./parse-dollars";

it("reads dollars with either sign of decimals", () => {
  expect(parseDollars("$0.0157")).toBe(15_700_000_000n);
  expect(parseDollars("0,01 $")).toBe(10_000_000_000n);
  expect(parseDollars("a lot")).toBeNull();
});
