const kilobyte = 1024;

/** A size as people know it from their own computer: "5 MB", "1,5 МБ", "820 kB". */
export function formatBytes(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < kilobyte
      ? ([bytes, "byte"] as const)
      : bytes < kilobyte ** 2
        ? ([bytes / kilobyte, "kilobyte"] as const)
        : bytes < kilobyte ** 3
          ? ([bytes / kilobyte ** 2, "megabyte"] as const)
          : ([bytes / kilobyte ** 3, "gigabyte"] as const);
  // "0 MB of 1 MB" helps nobody: small figures keep a decimal.
  const maximumFractionDigits = value < 100 && unit !== "byte" && unit !== "kilobyte" ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits }).format(
    value,
  );
}
