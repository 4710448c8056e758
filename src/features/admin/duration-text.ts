/** "840 ms", "12.4 s", "3 min 20 s", "2 h 5 min", with the words of a language. */
export function durationText(ms: number, locale: string): string {
  const unit = (value: number, name: "millisecond" | "second" | "minute" | "hour" | "day", digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    }).format(value);
  const seconds = ms / 1_000;
  if (ms < 1_000) return unit(Math.round(ms), "millisecond");
  if (seconds < 60) return unit(seconds, "second", 1);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${unit(minutes, "minute")} ${unit(Math.floor(seconds % 60), "second")}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${unit(hours, "hour")} ${unit(minutes % 60, "minute")}`;
  return `${unit(Math.floor(hours / 24), "day")} ${unit(hours % 24, "hour")}`;
}
