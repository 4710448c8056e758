import type { BalanceMonth } from "./balance-month";
import type { Day } from "./calendar";

/** What the chart of the month says, as one sentence to be. */
export type Finding =
  | { text: "empty" }
  | { text: "emptyOn"; day: Day; days: number }
  | { text: "expiresOn"; day: Day }
  | { text: "lasts"; days: number }
  | { text: "idle"; days: number }
  | { text: "idleExpires"; day: Day; days: number };

export function findingOf(
  month: Pick<BalanceMonth, "availableUcr" | "paceUcrPerDay" | "paceDays" | "endedBy" | "emptyOn">,
): Finding {
  const { paceDays: days, emptyOn: day } = month;
  if (month.availableUcr <= 0n) return { text: "empty" };
  if (month.paceUcrPerDay === 0n) return day === null ? { text: "idle", days } : { text: "idleExpires", day, days };
  if (day === null) return { text: "lasts", days };
  return month.endedBy === "expiry" ? { text: "expiresOn", day } : { text: "emptyOn", day, days };
}
