const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size for people: "812 byte", "1.2 MB", "25 MB"; 1,024 of one are one of the next, as limits are set. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let unit: (typeof units)[number] = "byte";
  for (const next of units.slice(1)) {
    if (value < 1_000) break;
    value /= 1_024;
    unit = next;
  }
  const maximumFractionDigits = unit === "byte" || value >= 10 ? 0 : 1;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits }).format(value);
}
