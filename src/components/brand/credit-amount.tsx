"use client";

import { useLocale, useTranslations } from "next-intl";
import { cn } from "~/lib/cn";
import { type CreditPrecision, creditPlural, formatCredits, isRounded } from "~/lib/format-credits";
import type { SignDisplay } from "~/lib/format-decimal";
import { RollingFigure } from "./rolling-figure";
import { SplitCoin } from "./split-coin";

/**
 * Credits of an amount in ucr. Two decimals; hovering or focusing shows the exact six in the same
 * place. `coin` before it where space is short, `word` after it in prose, both only along a thread.
 * `counts` rolls the digits when the amount changes; `focusable` lets the keyboard reach the exact
 * amount where it stands alone (key figures, not table cells).
 */
export function CreditAmount(props: {
  ucr: bigint;
  precision?: CreditPrecision;
  sign?: SignDisplay;
  coin?: boolean | "xs" | "sm" | "md" | "lg" | "xl";
  word?: boolean;
  counts?: boolean;
  focusable?: boolean;
  className?: string;
  figureClassName?: string;
}) {
  const locale = useLocale();
  const t = useTranslations("common");
  const { ucr, precision = "rounded", sign } = props;
  const text = formatCredits(ucr, locale, { precision, ...(sign ? { sign } : {}) });
  const hidden = precision === "rounded" && isRounded(ucr);
  const exact = hidden ? formatCredits(ucr, locale, { precision: "exact", ...(sign ? { sign } : {}) }) : undefined;
  const focus = exact && props.focusable ? { tabIndex: 0, role: "img", "aria-label": exact } : {};
  const figure = (
    <span className={cn("num exact whitespace-nowrap rounded-sm", props.figureClassName)} data-exact={exact} {...focus}>
      {props.counts ? <RollingFigure text={text} /> : text}
    </span>
  );
  if (!props.coin && !props.word) return <span className={props.className}>{figure}</span>;
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", props.className)}>
      {props.coin ? <SplitCoin size={props.coin === true ? "sm" : props.coin} /> : null}
      {figure}
      {/* No part of the layout, but what is read aloud and copied: "0.42 credits", not "0.42credits". */}
      {props.word ? " " : null}
      {props.word ? <span>{t("creditWord", { form: creditPlural(ucr, locale, precision) })}</span> : null}
    </span>
  );
}
