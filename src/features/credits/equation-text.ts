import { formatCredits } from "~/lib/format-credits";
import { formatDecimal } from "~/lib/format-decimal";
import { formatTokens } from "~/lib/format-tokens";
import { formatUsd, formatUsdPrice } from "~/lib/format-usd";
import { type ChargeFacts, chargeEquation, type EquationTerm } from "./charge-equation";
import type { Words } from "./entry-text";

/** A part of the equation as it is drawn: its sign, what it is, its figure. */
export type TermText = { sign: string | null; label: string; value: string; isResult: boolean };

/** A charge as the words and figures of its equation. */
export function equationText(words: Pick<Words, "t" | "locale">, charge: ChargeFacts): TermText[] {
  return chargeEquation(charge).map((term) => ({
    sign: term.sign,
    label: labelOf(words, term),
    value: figureOf(words.locale, term),
    isResult: term.kind === "charged",
  }));
}

/** A multiplier of basis points with as many decimals as it needs: 10, 3, 1.25. */
export function multiplierText(basisPoints: number, locale: string): string {
  let fractionDigits = 4;
  while (fractionDigits > 0 && basisPoints % 10 ** (5 - fractionDigits) === 0) fractionDigits -= 1;
  return formatDecimal(BigInt(basisPoints), { scale: 4, fractionDigits, locale });
}

function labelOf({ t, locale }: Pick<Words, "t" | "locale">, term: EquationTerm): string {
  switch (term.kind) {
    case "markup":
      return t("receipt.markup", { from: formatUsdPrice(term.fromPusd, locale) });
    case "slice":
      return t("receipt.slice", { cost: formatUsd(term.pusd, locale) });
    case "request":
    case "cost":
    case "creditPrice":
    case "charged":
      return t(`receipt.${term.kind}`);
    default:
      return t(`receipt.${term.kind}`, { tokens: formatTokens(term.tokens, locale) });
  }
}

function figureOf(locale: string, term: EquationTerm): string {
  switch (term.kind) {
    case "markup":
      return multiplierText(term.multiplierBp, locale);
    case "slice":
      return `×${multiplierText(term.multiplierBp, locale)}`;
    case "creditPrice":
      return formatUsdPrice(term.pusd, locale);
    case "charged":
      return formatCredits(term.ucr, locale, { precision: "exact" });
    default:
      return formatUsd(term.pusd, locale);
  }
}
