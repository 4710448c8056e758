import { describe, expect, it } from "vitest";
import { balanceTone, type LiveBalance, meterPercent } from "./live-balance";

const full: LiveBalance = {
  availableUcr: 412_600_000n,
  postedUcr: 413_020_000n,
  heldUcr: 420_000n,
  seq: 8_412n,
  status: "active",
  grantedUcr: 1_150_000_000n,
  remainingUcr: 412_600_000n,
  daysLeft: 8,
  standing: null,
};

describe("the meter of the balance", () => {
  it("shows what is left of what was granted", () => {
    expect(meterPercent(full)).toBe(35.8);
  });

  it("is empty in debt and without lots", () => {
    expect(meterPercent({ ...full, availableUcr: -5n })).toBe(0);
    expect(meterPercent({ ...full, grantedUcr: 0n })).toBe(0);
  });

  it("warns before the end and turns red at it", () => {
    expect(balanceTone(full)).toBe("credit");
    expect(balanceTone({ ...full, daysLeft: 2.5 })).toBe("warning");
    expect(balanceTone({ ...full, availableUcr: 100_000_000n, daysLeft: null })).toBe("warning");
    expect(balanceTone({ ...full, availableUcr: 0n })).toBe("destructive");
  });
});
