import type { BalanceMonth } from "./balance-month";
import { dayOfMonth } from "./calendar";

/** A point of the chart: days from the month's first moment, credits. */
export type ChartPoint = { x: number; y: number };

export type ChartPoints = {
  line: ChartPoint[];
  now: ChartPoint;
  /** From now on; empty where nothing is left to forecast. */
  forecast: ChartPoint[];
  /** Where it reaches zero within the month. */
  zero: ChartPoint | null;
  topUps: (ChartPoint & { addedUcr: bigint })[];
  highest: number;
};

/** Where everything of the month's chart stands. Only here do amounts become floats: a pixel is not money. */
export function chartPoints(month: BalanceMonth): ChartPoints {
  const today = dayOfMonth(month.today);
  const now = { x: today - 1 + month.dayFraction, y: credits(month.availableUcr) };
  const past = month.days.filter(({ day }) => day !== month.today);
  const [first] = month.days;
  const start = startOf(month, first);
  const line = [
    ...(start === null ? [] : [start]),
    ...past.map((day) => ({ x: dayOfMonth(day.day), y: credits(day.closeUcr) })),
    now,
  ];
  const emptyX = month.emptyInDays === null ? null : now.x + month.emptyInDays;
  const zero = emptyX !== null && emptyX <= month.monthLength && month.availableUcr > 0n ? { x: emptyX, y: 0 } : null;
  const forecast = forecastLine(month, now, zero);
  const topUps = month.days
    .filter((day, index) => day.addedUcr > 0n && (index > 0 || month.openUcr !== null))
    .map((day) => ({
      x: day.day === month.today ? now.x : dayOfMonth(day.day),
      y: day.day === month.today ? now.y : credits(day.closeUcr),
      addedUcr: day.addedUcr,
    }));
  return { line, now, forecast, zero, topUps, highest: Math.max(0, ...line.map(({ y }) => y)) };
}

/** A young account begins with what it was given, on the day it was. */
function startOf(month: BalanceMonth, first: BalanceMonth["days"][number] | undefined): ChartPoint | null {
  if (month.openUcr !== null) return { x: 0, y: credits(month.openUcr) };
  return first === undefined ? null : { x: dayOfMonth(first.day) - 1, y: credits(first.closeUcr + first.takenUcr) };
}

function forecastLine(month: BalanceMonth, now: ChartPoint, zero: ChartPoint | null): ChartPoint[] {
  if (month.availableUcr <= 0n) return [];
  const end = zero?.x ?? month.monthLength;
  const days = month.forecastUcr
    .map((ucr, index) => ({ x: now.x + index, y: credits(ucr) }))
    .filter(({ x }, index) => index > 0 && x < end);
  if (zero !== null) return [now, ...days, zero];
  const last = days.at(-1) ?? now;
  return [now, ...days, ...(last.x < end ? [{ x: end, y: last.y }] : [])];
}

function credits(ucr: bigint): number {
  return Number(ucr) / 1_000_000;
}
