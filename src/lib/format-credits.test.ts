import { describe, expect, it } from "vitest";
import { creditPlural, formatCredits, isRounded } from "./format-credits";

const credits = (amount: number): bigint => BigInt(Math.round(amount * 1_000_000));

describe("formatCredits", () => {
  it("writes two decimals, grouped as the language does", () => {
    expect(formatCredits(credits(1412.6), "en")).toBe("1,412.60");
    expect(formatCredits(credits(1412.6), "ru")).toBe("1\u00a0412,60");
    expect(formatCredits(0n, "en")).toBe("0.00");
  });

  it("rounds half away from zero and keeps the exact six on request", () => {
    expect(formatCredits(2_350_440n, "en")).toBe("2.35");
    expect(formatCredits(2_355_000n, "en")).toBe("2.36");
    expect(formatCredits(-2_355_000n, "en")).toBe("\u22122.36");
    expect(formatCredits(2_350_440n, "en", { precision: "exact" })).toBe("2.350440");
    expect(formatCredits(2_350_440n, "ru", { precision: "exact" })).toBe("2,350440");
  });

  it("never shows a small charge as nothing", () => {
    expect(formatCredits(1n, "en")).toBe("<0.01");
    expect(formatCredits(4_999n, "ru")).toBe("<0,01");
    expect(formatCredits(5_000n, "en")).toBe("0.01");
    expect(formatCredits(-1n, "en")).toBe("\u2212<0.01");
  });

  it("uses the true minus, and a plus only when asked", () => {
    expect(formatCredits(credits(-7.9), "en")).toBe("\u22127.90");
    expect(formatCredits(credits(100), "en", { sign: "always" })).toBe("+100.00");
    expect(formatCredits(credits(-7.9), "en", { sign: "never" })).toBe("7.90");
    expect(formatCredits(0n, "en", { sign: "always" })).toBe("0.00");
  });

  it("stays exact beyond what a float can hold", () => {
    expect(formatCredits(9_007_199_254_740_993n, "en", { precision: "exact" })).toBe("9,007,199,254.740993");
  });

  it("writes packs without decimals", () => {
    expect(formatCredits(credits(1000), "en", { precision: "whole" })).toBe("1,000");
    expect(formatCredits(credits(5000), "ru", { precision: "whole" })).toBe("5\u00a0000");
  });
});

describe("creditPlural", () => {
  it.each([
    [1, "one"],
    [2, "few"],
    [5, "many"],
    [11, "many"],
    [21, "one"],
    [22, "few"],
    [1000, "many"],
    [1_000_001, "one"],
    [3_000_011, "many"],
  ] as const)("counts %d whole credits in Russian as %s", (amount, form) => {
    expect(creditPlural(BigInt(amount) * 1_000_000n, "ru", "whole")).toBe(form);
  });

  it("counts a figure with decimals as a fraction", () => {
    expect(creditPlural(credits(2.35), "ru")).toBe("other");
    expect(creditPlural(credits(1), "ru")).toBe("other");
    expect(creditPlural(credits(1), "en")).toBe("other");
    expect(creditPlural(credits(1), "en", "whole")).toBe("one");
  });
});

describe("isRounded", () => {
  it("tells whether two decimals hide something", () => {
    expect(isRounded(2_350_440n)).toBe(true);
    expect(isRounded(2_350_000n)).toBe(false);
  });
});
