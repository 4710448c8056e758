import { describe, expect, it } from "vitest";
import { chartPoints } from "./balance-chart-points";
import type { BalanceMonth } from "./balance-month";

const credit = 1_000_000n;
const day = (number: number, close: bigint, added = 0n) => ({
  day: `2026-11-${String(number).padStart(2, "0")}`,
  closeUcr: close * credit,
  addedUcr: added * credit,
  takenUcr: 10n * credit,
});
const month: BalanceMonth = {
  today: "2026-11-03",
  dayFraction: 0.5,
  monthLength: 30,
  openUcr: 100n * credit,
  days: [day(1, 90n), day(2, 180n, 100n), day(3, 175n)],
  postedUcr: 175n * credit,
  availableUcr: 174n * credit,
  paceUcrPerDay: 10n * credit,
  paceDays: 5,
  emptyInDays: 17.4,
  endedBy: "pace",
  emptyOn: "2026-11-20",
  forecastUcr: Array.from({ length: 18 }, (_, index) => (174n - 10n * BigInt(index)) * credit),
};

describe("chartPoints", () => {
  it("goes from the month's opening through each day's end to now, and on to zero", () => {
    const points = chartPoints(month);
    expect(points.line).toEqual([
      { x: 0, y: 100 },
      { x: 1, y: 90 },
      { x: 2, y: 180 },
      { x: 2.5, y: 174 },
    ]);
    expect(points.forecast[0]).toEqual(points.now);
    expect(points.forecast.at(-1)).toEqual({ x: 19.9, y: 0 });
    expect(points.topUps).toMatchObject([{ x: 2, addedUcr: 100n * credit }]);
  });

  it("forecasts to the end of the month where zero lies beyond it", () => {
    const points = chartPoints({ ...month, emptyInDays: null, forecastUcr: month.forecastUcr.slice(0, 3) });
    expect(points.zero).toBeNull();
    expect(points.forecast.at(-1)).toEqual({ x: 30, y: 154 });
  });

  it("begins a young account on its first day, whose grant is no top-up", () => {
    const points = chartPoints({ ...month, openUcr: null, days: [day(3, 50n, 60n)], today: "2026-11-03" });
    expect(points.line[0]).toEqual({ x: 2, y: 60 });
    expect(points.topUps).toEqual([]);
  });

  it("forecasts nothing for an empty account", () => {
    expect(chartPoints({ ...month, availableUcr: 0n }).forecast).toEqual([]);
  });
});
