import { describe, expect, it } from "vitest";
import { dayMs, forecastBalance, paceUcrPerDay } from "./forecast";

const now = new Date("2026-11-20T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * dayMs);
const base = { heldUcr: 0n, paceUcrPerDay: 50n, now, horizonDays: 365 };

describe("forecastBalance", () => {
  it("reaches zero when the pace has spent everything", () => {
    const forecast = forecastBalance({ ...base, lots: [{ remainingUcr: 425n, expiresAt: null }] });
    expect(forecast.emptyInDays).toBe(8.5);
    expect(forecast.endedBy).toBe("pace");
    expect(forecast.balancesUcr.slice(0, 3)).toEqual([425n, 375n, 325n]);
  });

  it("does not count what will expire before it is spent", () => {
    const lots = [
      { remainingUcr: 1_000n, expiresAt: inDays(3) },
      { remainingUcr: 100n, expiresAt: null },
    ];
    expect(forecastBalance({ ...base, lots }).emptyInDays).toBe(5);
  });

  it("says that expiry ends it where nobody spends", () => {
    const forecast = forecastBalance({
      ...base,
      paceUcrPerDay: 0n,
      lots: [{ remainingUcr: 10n, expiresAt: inDays(4) }],
    });
    expect(forecast).toMatchObject({ emptyInDays: 4, endedBy: "expiry" });
  });

  it("has no end where nobody spends and nothing expires", () => {
    const forecast = forecastBalance({ ...base, paceUcrPerDay: 0n, lots: [{ remainingUcr: 10n, expiresAt: null }] });
    expect(forecast).toMatchObject({ emptyInDays: null, endedBy: null });
  });

  it("leaves out what is held", () => {
    const forecast = forecastBalance({ ...base, heldUcr: 375n, lots: [{ remainingUcr: 425n, expiresAt: null }] });
    expect(forecast.emptyInDays).toBe(1);
  });

  it("is empty at once without credits", () => {
    expect(forecastBalance({ ...base, lots: [] }).emptyInDays).toBe(0);
  });
});

describe("paceUcrPerDay", () => {
  it("divides by the days that a young account has", () => {
    expect(paceUcrPerDay({ usedUcr: 100n, overDays: 5, firstUseAt: inDays(-1.5), now })).toBe(50n);
    expect(paceUcrPerDay({ usedUcr: 100n, overDays: 5, firstUseAt: inDays(-90), now })).toBe(20n);
  });

  it("is nothing before the first use", () => {
    expect(paceUcrPerDay({ usedUcr: 0n, overDays: 5, firstUseAt: null, now })).toBe(0n);
  });
});
