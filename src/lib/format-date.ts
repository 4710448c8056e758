export type DateStyle = "day" | "dayYear" | "time" | "dayTime" | "dayTimeSeconds" | "full";

const NARROW_SPACES = /[\u202f\u2009 ]/g;

/**
 * A moment in a time zone, the way our tables write it: "20 Nov 14:32", "20 нояб., 14:32".
 * `day` 20 Nov · `dayYear` 20 Nov 2026 · `time` 14:32 · `full` 20 Nov 2026, 14:32:08. Parts are held
 * together by no-break spaces, so a date never wraps inside.
 */
export function formatDate(date: Date, locale: string, options: { style: DateStyle; timeZone: string }): string {
  const { style, timeZone } = options;
  const day = style === "time" ? "" : dayOf(date, locale, timeZone, style === "dayYear" || style === "full");
  if (style === "day" || style === "dayYear") return day;
  const time = timeOf(date, timeZone, style === "dayTimeSeconds" || style === "full");
  if (style === "time") return time;
  const separator = style === "dayTime" && !locale.startsWith("ru") ? "\u00a0" : ",\u00a0";
  return day + separator + time;
}

/** "in 7 days", "3 hours ago", "2 часа назад"; under a minute "now". */
export function formatRelative(date: Date, now: Date, locale: string): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const [unit, size] = unitFor(Math.abs(seconds));
  return format.format(size === 0 ? 0 : Math.trunc(seconds / size), unit);
}

function dayOf(date: Date, locale: string, timeZone: string, year: boolean): string {
  // en-US has the three-letter months, en-GB the order; neither has both ("Sept").
  const intlLocale = locale.startsWith("en") ? "en-US" : locale;
  const parts = new Intl.DateTimeFormat(intlLocale, {
    timeZone,
    day: "numeric",
    month: "short",
    ...(year ? { year: "numeric" as const } : {}),
  }).formatToParts(date);
  if (!locale.startsWith("en"))
    return parts
      .map((part) => part.value)
      .join("")
      .replace(NARROW_SPACES, "\u00a0");
  const value = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return [value("day"), value("month"), ...(year ? [value("year")] : [])].join("\u00a0");
}

function timeOf(date: Date, timeZone: string, seconds: boolean): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(seconds ? { second: "2-digit" as const } : {}),
  }).format(date);
}

function unitFor(seconds: number): [Intl.RelativeTimeFormatUnit, number] {
  if (seconds < 60) return ["second", 0];
  if (seconds < 3_600) return ["minute", 60];
  if (seconds < 86_400) return ["hour", 3_600];
  if (seconds < 30 * 86_400) return ["day", 86_400];
  if (seconds < 365 * 86_400) return ["month", 30 * 86_400];
  return ["year", 365 * 86_400];
}
