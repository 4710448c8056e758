/** A calendar day as `yyyy-mm-dd`, in whatever time zone it was asked for. */
export type Day = string;

export function dayOf(date: Date, timeZone: string): Day {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(date);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** The first day of the month and how many days it has. */
export function monthOf(day: Day): { first: Day; length: number } {
  const [year = 1970, month = 1] = day.split("-").map(Number);
  return { first: `${day.slice(0, 7)}-01`, length: new Date(Date.UTC(year, month, 0)).getUTCDate() };
}

export function dayOfMonth(day: Day): number {
  return Number(day.slice(8));
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** How much of the local day has passed, 0 to 1. Days of a clock change count as any other. */
export function dayFraction(date: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  return (part("hour") * 60 + part("minute")) / 1440;
}

/** A day in words, without its time zone changing it: "29 November", «29 ноября». */
export function formatLongDay(day: Day, locale: string): string {
  return new Intl.DateTimeFormat(locale.startsWith("en") ? "en-GB" : locale, {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  })
    .format(new Date(`${day}T00:00:00Z`))
    .replaceAll(" ", "\u00a0");
}

/** A span of days as a filter shows it: "1 to 20 Nov" is given as its two ends, the month once where it is the same. */
export function formatDaySpan(from: Day, to: Day, locale: string): { from: string; to: string } {
  const short = new Intl.DateTimeFormat(locale.startsWith("en") ? "en-GB" : locale, {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const at = (day: Day) => new Date(`${day}T00:00:00Z`);
  const end = short.format(at(to)).replace("Sept", "Sep");
  if (from.slice(0, 7) === to.slice(0, 7)) return { from: String(dayOfMonth(from)), to: end };
  return { from: short.format(at(from)).replace("Sept", "Sep"), to: end };
}
