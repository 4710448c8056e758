/** A share from 0 to 1 as per cent: whole in text, one decimal in tables. */
export function formatPercent(share: number, locale: string, options: { fractionDigits?: 0 | 1 } = {}): string {
  const digits = options.fractionDigits ?? 0;
  return new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(share)
    .replace("-", "\u2212");
}
