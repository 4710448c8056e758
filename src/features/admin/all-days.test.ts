import { expect, it } from "vitest";
import { allDays } from "./all-days";

it("has every day up to today, over the end of a month", () => {
  const used = { day: "2026-11-30", chargedUcr: 5n, costPusd: 1n, calls: 1 };
  const days = allDays([used], 3, new Date("2026-12-01T10:00:00Z"));
  expect(days.map(({ day, chargedUcr }) => [day, chargedUcr])).toEqual([
    ["2026-11-29", 0n],
    ["2026-11-30", 5n],
    ["2026-12-01", 0n],
  ]);
});
