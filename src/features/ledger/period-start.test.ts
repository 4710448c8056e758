import fc from "fast-check";
import { expect, test } from "vitest";
import { periodIndex, periodStart } from "./period-start";

const iso = (anchor: string, n: number, timeZone = "UTC") => periodStart(new Date(anchor), n, timeZone).toISOString();

test("Periods of day 31 are clamped to each month and never drift", () => {
  const anchor = "2027-01-31T08:00:00.000Z";
  expect([0, 1, 2, 3, 12, 13].map((n) => iso(anchor, n).slice(0, 10))).toEqual([
    ...["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2028-01-31", "2028-02-29"],
  ]);
  expect(iso(anchor, -2)).toBe("2026-11-30T08:00:00.000Z");
});

test("The day and time are those of the zone's own clock, through a change of summer time", () => {
  // 00:30 on the 31st in Berlin is still the 30th in UTC.
  const anchor = "2027-01-30T23:30:00.000Z";
  expect(iso(anchor, 2, "Europe/Berlin")).toBe("2027-03-30T22:30:00.000Z");
  expect(iso(anchor, 1, "Europe/Berlin")).toBe("2027-02-27T23:30:00.000Z");
});

test("Periods follow each other without a gap, and every instant is in the one that its number says", () => {
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland");
  const date = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(date, date, zone, (anchor, at, timeZone) => {
      const n = periodIndex(anchor, at, timeZone);
      expect(periodStart(anchor, n, timeZone).getTime()).toBeLessThanOrEqual(at.getTime());
      expect(periodStart(anchor, n + 1, timeZone).getTime()).toBeGreaterThan(at.getTime());
    }),
    { numRuns: 300 },
  );
});
