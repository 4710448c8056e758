import { formatDecimal, type SignDisplay } from "./format-decimal";

const PUSD_SCALE = 12;

/**
 * Dollars of an amount in pico-USD. Provider cost shows 6 decimals, prices to a customer 2.
 * `bare` leaves the sign of the currency out, for the later rows of a receipt's column, where the
 * language writes it before the figure; after the figure it stays, or the column would not align.
 */
export function formatUsd(
  pusd: bigint,
  locale: string,
  options: { fractionDigits?: number; sign?: SignDisplay; bare?: boolean } = {},
): string {
  const { fractionDigits = 6, sign = "auto", bare = false } = options;
  const figure = formatDecimal(pusd, { scale: PUSD_SCALE, fractionDigits, locale, sign });
  const signature = figure.match(/^[\u2212+]/)?.[0] ?? "";
  const { before, after } = dollarSign(locale);
  if (bare && after === "") return figure;
  return signature + before + figure.slice(signature.length) + after;
}

/** Dollars of a price in pico-USD with as many decimals as it needs: at least 2, at most 6. */
export function formatUsdPrice(pusd: bigint, locale: string): string {
  let fractionDigits = 6;
  while (fractionDigits > 2 && pusd % 10n ** BigInt(PUSD_SCALE - fractionDigits + 1) === 0n) fractionDigits -= 1;
  return formatUsd(pusd, locale, { fractionDigits });
}

/** Where the locale writes the dollar, space included: "$" before in English, " $" after in Russian. */
function dollarSign(locale: string): { before: string; after: string } {
  const parts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
  }).formatToParts(1);
  const symbolAt = parts.findIndex((part) => part.type === "currency");
  const numberAt = parts.findIndex((part) => part.type === "integer");
  const symbol = parts[symbolAt]?.value ?? "$";
  const spaced = parts.some((part) => part.type === "literal");
  const space = spaced ? "\u00a0" : "";
  return symbolAt < numberAt ? { before: symbol + space, after: "" } : { before: "", after: space + symbol };
}
