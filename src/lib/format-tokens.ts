/**
 * Token counts: every figure in receipts ("1,204"), millions with two decimals in tables and
 * limits from a hundred thousand up ("0.31M", "1,20 млн").
 */
export function formatTokens(count: number | bigint, locale: string, options: { compact?: boolean } = {}): string {
  if (!options.compact || count < 100_000) return new Intl.NumberFormat(locale).format(count);
  const millions = Number(count) / 1_000_000;
  const figure = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(millions);
  return figure + millionUnit(locale);
}

function millionUnit(locale: string): string {
  const parts = new Intl.NumberFormat(locale, { notation: "compact" }).formatToParts(2_000_000);
  const unit = parts.find((part) => part.type === "compact")?.value ?? "M";
  return parts.some((part) => part.type === "literal") ? `\u00a0${unit}` : unit;
}
