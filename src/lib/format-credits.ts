import { formatDecimal, MINUS, type SignDisplay } from "./format-decimal";

const UCR_SCALE = 6;
const SMALLEST_SHOWN_UCR = 5_000n;

export type CreditPrecision = "rounded" | "exact" | "whole";

/**
 * Credits of an amount in ucr (1 credit = 1,000,000 ucr). `rounded`: 2 decimals, and "<0.01" for
 * what would otherwise read as nothing; `exact`: all 6; `whole`: none, for packs and plans.
 */
export function formatCredits(
  ucr: bigint,
  locale: string,
  options: { precision?: CreditPrecision; sign?: SignDisplay } = {},
): string {
  const { precision = "rounded", sign = "auto" } = options;
  const magnitude = ucr < 0n ? -ucr : ucr;
  if (precision === "rounded" && magnitude > 0n && magnitude < SMALLEST_SHOWN_UCR) {
    const least = formatDecimal(10_000n, { scale: UCR_SCALE, fractionDigits: 2, locale });
    return `${tinySign(ucr, sign)}<${least}`;
  }
  return formatDecimal(ucr, { scale: UCR_SCALE, fractionDigits: fractionDigitsOf(precision), locale, sign });
}

/** Whether two decimals hide something of the amount. */
export function isRounded(ucr: bigint): boolean {
  return ucr % 10_000n !== 0n;
}

/**
 * The plural form of the word "credit" after the figure as it is written: 2.35 and 1.00 count by
 * their decimals (1.00 credits, 1,00 кредита), whole figures by their value.
 */
export function creditPlural(ucr: bigint, locale: string, precision: CreditPrecision = "rounded"): Intl.LDMLPluralRule {
  const fractionDigits = fractionDigitsOf(precision);
  const magnitude = ucr < 0n ? -ucr : ucr;
  const rules = new Intl.PluralRules(locale, {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
  // Plural rules look at the last digits only; keeping the last nine makes any bigint safe as a number.
  const tail = Number(magnitude % 1_000_000_000_000n) / 1_000_000;
  const select = magnitude < 1_000_000_000_000n ? tail : tail + 1_000_000;
  return rules.select(select);
}

function fractionDigitsOf(precision: CreditPrecision): number {
  if (precision === "exact") return 6;
  return precision === "whole" ? 0 : 2;
}

function tinySign(ucr: bigint, sign: SignDisplay): string {
  if (sign === "never") return "";
  if (ucr < 0n) return MINUS;
  return sign === "always" ? "+" : "";
}
