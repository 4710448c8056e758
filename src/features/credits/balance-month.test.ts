import { describe, expect, it } from "vitest";
import { dayAfter, fillDays } from "./balance-month";

const row = (day: string, closeUcr: bigint) => ({ day, closeUcr, addedUcr: 0n, takenUcr: 1n });

describe("fillDays", () => {
  it("carries the balance over days without entries", () => {
    const days = fillDays([row("2026-11-02", 90n), row("2026-11-04", 70n)], { today: "2026-11-05", openUcr: 100n });
    expect(days.map(({ closeUcr }) => closeUcr)).toEqual([100n, 90n, 90n, 70n, 70n]);
  });

  it("begins where a young account begins", () => {
    const days = fillDays([row("2026-11-04", 50n)], { today: "2026-11-05", openUcr: null });
    expect(days.map(({ day }) => day)).toEqual(["2026-11-04", "2026-11-05"]);
  });
});

it("finds the day that lies ahead in the organisation's time zone", () => {
  expect(dayAfter(new Date("2026-11-20T23:30:00Z"), 8.5, "Europe/Oslo")).toBe("2026-11-29");
});
