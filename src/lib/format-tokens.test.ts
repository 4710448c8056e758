import { describe, expect, it } from "vitest";
import { formatPercent } from "./format-percent";
import { formatTokens } from "./format-tokens";

describe("formatTokens", () => {
  it("counts every token in a receipt", () => {
    expect(formatTokens(1204, "en")).toBe("1,204");
    expect(formatTokens(8192n, "ru")).toBe("8\u00a0192");
  });

  it("writes millions with two decimals in tables", () => {
    expect(formatTokens(1_200_000, "en", { compact: true })).toBe("1.20M");
    expect(formatTokens(310_000, "en", { compact: true })).toBe("0.31M");
    expect(formatTokens(1_200_000, "ru", { compact: true })).toBe("1,20\u00a0млн");
    expect(formatTokens(99_999, "en", { compact: true })).toBe("99,999");
  });
});

describe("formatPercent", () => {
  it("is whole in text and has one decimal in tables", () => {
    expect(formatPercent(0.834, "en")).toBe("83%");
    expect(formatPercent(0.834, "ru")).toBe("83\u00a0%");
    expect(formatPercent(-0.276, "en", { fractionDigits: 1 })).toBe("\u221227.6%");
  });
});
