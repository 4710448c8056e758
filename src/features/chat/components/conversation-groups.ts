/** Where a conversation stands in the list. `month` and `year` are set for the groups named after a month. */
export type ConversationGroup<Row> = {
  kind: "pinned" | "today" | "week" | "this_month" | "month" | "month_of_year";
  key: string;
  /** A moment inside the month, for its name. */
  moment: Date | null;
  rows: Row[];
};

/**
 * Groups conversations as the list shows them: pinned ones, today, this week (from Monday), earlier in
 * this month, then month by month. Days are those of the organisation's time zone. Keeps the order of the rows.
 */
export function groupConversations<Row extends { lastMessageAt: Date }>(
  rows: { pinned: readonly Row[]; items: readonly Row[] },
  now: Date,
  timeZone: string,
): ConversationGroup<Row>[] {
  const calendar = calendarOf(timeZone);
  const today = calendar(now);
  const groups = new Map<string, ConversationGroup<Row>>();
  for (const row of rows.items) {
    const { kind, key } = placeOf(today, calendar(row.lastMessageAt));
    const group = groups.get(key) ?? { kind, key, moment: kind.includes("month") ? row.lastMessageAt : null, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const pinned = { kind: "pinned" as const, key: "pinned", moment: null, rows: [...rows.pinned] };
  return rows.pinned.length > 0 ? [pinned, ...groups.values()] : [...groups.values()];
}

type Day = { year: number; month: number; number: number };

function placeOf(today: Day, day: Day): Pick<ConversationGroup<never>, "kind" | "key"> {
  // A clock that runs ahead must not open a group of its own.
  if (day.number >= today.number) return { kind: "today", key: "today" };
  if (day.number >= mondayOf(today)) return { kind: "week", key: "week" };
  const key = `${day.year}-${day.month}`;
  if (day.year !== today.year) return { kind: "month_of_year", key };
  return { kind: day.month === today.month ? "this_month" : "month", key };
}

/** Day 0, 1 January 1970, was a Thursday. */
function mondayOf(day: Day): number {
  return day.number - ((day.number + 3) % 7);
}

function calendarOf(timeZone: string): (moment: Date) => Day {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "numeric", day: "numeric" });
  return (moment) => {
    const parts = format.formatToParts(moment);
    const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
    const [year, month] = [value("year"), value("month")];
    return { year, month, number: Date.UTC(year, month - 1, value("day")) / 86_400_000 };
  };
}
