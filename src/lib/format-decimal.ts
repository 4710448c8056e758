export type SignDisplay = "auto" | "always" | "never";

/** U+2212: as wide as a plus, unlike the hyphen that Intl writes. */
export const MINUS = "\u2212";

/**
 * Writes an integer count of 10^-scale units as a decimal, exactly: the whole part through Intl
 * (grouping of the locale), the fraction from the integer itself, so no float is ever involved.
 * Rounds half away from zero to `fractionDigits`.
 */
export function formatDecimal(
  units: bigint,
  options: { scale: number; fractionDigits: number; locale: string; sign?: SignDisplay },
): string {
  const { scale, fractionDigits, locale, sign = "auto" } = options;
  const rounded = roundHalfAway(units < 0n ? -units : units, scale - fractionDigits);
  const base = 10n ** BigInt(fractionDigits);
  const whole = integerFormat(locale).format(rounded / base);
  const fraction = (rounded % base).toString().padStart(fractionDigits, "0");
  const figure = fractionDigits === 0 ? whole : whole + decimalSeparator(locale) + fraction;
  return signOf(units, rounded, sign) + figure;
}

/** The sign to write before a figure: none for what is shown as zero. */
function signOf(units: bigint, shown: bigint, sign: SignDisplay): string {
  if (sign === "never" || shown === 0n) return "";
  if (units < 0n) return MINUS;
  return sign === "always" ? "+" : "";
}

function roundHalfAway(magnitude: bigint, dropDigits: number): bigint {
  if (dropDigits <= 0) return magnitude * 10n ** BigInt(-dropDigits);
  const divisor = 10n ** BigInt(dropDigits);
  return (magnitude + divisor / 2n) / divisor;
}

const integerFormats = new Map<string, Intl.NumberFormat>();

function integerFormat(locale: string): Intl.NumberFormat {
  const known = integerFormats.get(locale);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  integerFormats.set(locale, made);
  return made;
}

const separators = new Map<string, string>();

function decimalSeparator(locale: string): string {
  const known = separators.get(locale);
  if (known) return known;
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(1.5);
  const separator = parts.find((part) => part.type === "decimal")?.value ?? ".";
  separators.set(locale, separator);
  return separator;
}
