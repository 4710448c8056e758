import { addDays, type Day, dayOf, monthOf } from "./calendar";
import type { Forecast } from "./forecast";

/** One day of the month that has begun: the balance when it ended (or now), what came and what went. */
export type BalanceDay = { day: Day; closeUcr: bigint; addedUcr: bigint; takenUcr: bigint };

export type BalanceMonth = {
  today: Day;
  /** How much of today is over, 0 to 1. */
  dayFraction: number;
  monthLength: number;
  /** At the month's first moment; null where the account is younger. */
  openUcr: bigint | null;
  days: BalanceDay[];
  postedUcr: bigint;
  availableUcr: bigint;
  paceUcrPerDay: bigint;
  paceDays: number;
  emptyInDays: number | null;
  endedBy: Forecast["endedBy"];
  /** The day on which it is empty; null where none is in sight. */
  emptyOn: Day | null;
  /** Expected at whole days from now, up to the end of the month. */
  forecastUcr: bigint[];
};

/** Every day from the first with a known balance to today: days without entries carry the one before. */
export function fillDays(rows: readonly BalanceDay[], input: { today: Day; openUcr: bigint | null }): BalanceDay[] {
  const { first } = monthOf(input.today);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const days: BalanceDay[] = [];
  let balance = input.openUcr;
  for (let day = first; day <= input.today; day = addDays(day, 1)) {
    const row = byDay.get(day);
    balance = row?.closeUcr ?? balance;
    if (balance === null) continue;
    days.push(row ?? { day, closeUcr: balance, addedUcr: 0n, takenUcr: 0n });
  }
  return days;
}

/** The calendar day that lies a fraction of days from now. */
export function dayAfter(now: Date, days: number, timeZone: string): Day {
  return dayOf(new Date(now.getTime() + days * 86_400_000), timeZone);
}
