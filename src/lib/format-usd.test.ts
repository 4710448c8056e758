import { describe, expect, it } from "vitest";
import { formatUsd, formatUsdPrice } from "./format-usd";

const PUSD = 1_000_000_000_000n;

describe("formatUsd", () => {
  it("shows provider cost with six decimals", () => {
    expect(formatUsd(15_670_000_000n, "en")).toBe("$0.015670");
    expect(formatUsd(15_670_000_000n, "ru")).toBe("0,015670\u00a0$");
    expect(formatUsd(2_458_000_000n, "en", { bare: true })).toBe("0.002458");
    expect(formatUsd(2_458_000_000n, "ru", { bare: true })).toBe("0,002458\u00a0$");
  });

  it("shows what a customer pays in cents", () => {
    expect(formatUsd(20n * PUSD, "en", { fractionDigits: 2 })).toBe("$20.00");
    expect(formatUsd(20n * PUSD, "ru", { fractionDigits: 2 })).toBe("20,00\u00a0$");
    expect(formatUsd(-1_234n * PUSD, "en", { fractionDigits: 2 })).toBe("\u2212$1,234.00");
  });

  it("gives a price the decimals it needs and no more", () => {
    expect(formatUsdPrice(20_000_000_000n, "en")).toBe("$0.02");
    expect(formatUsdPrice(3n * PUSD, "en")).toBe("$3.00");
    expect(formatUsdPrice(75_000_000_000n, "en")).toBe("$0.075");
    expect(formatUsdPrice(20_000_000_000n, "ru")).toBe("0,02\u00a0$");
  });
});
