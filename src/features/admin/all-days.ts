import { addDays, type Day, dayOf } from "~/features/credits/calendar";

export type UsageDay = { day: Day; chargedUcr: bigint; costPusd: bigint; calls: number };

/** The last days up to today (UTC), those without use included. */
export function allDays(days: readonly UsageDay[], count: number, now: Date): UsageDay[] {
  const today = dayOf(now, "UTC");
  const byDay = new Map(days.map((day) => [day.day, day]));
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(today, index - count + 1);
    return byDay.get(day) ?? { day, chargedUcr: 0n, costPusd: 0n, calls: 0 };
  });
}
