"use client";

import { useLocale } from "next-intl";
import { cn } from "~/lib/cn";
import type { SignDisplay } from "~/lib/format-decimal";
import { formatUsd, formatUsdPrice } from "~/lib/format-usd";

/** Dollars of an amount in pico-USD: provider cost with 6 decimals; `price` writes as many as it needs (2 to 6). */
export function UsdAmount(props: {
  pusd: bigint;
  fractionDigits?: number;
  price?: boolean;
  bare?: boolean;
  sign?: SignDisplay;
  className?: string;
}) {
  const locale = useLocale();
  const { pusd, price, className, ...options } = props;
  const text = price ? formatUsdPrice(pusd, locale) : formatUsd(pusd, locale, options);
  return <span className={cn("num whitespace-nowrap", className)}>{text}</span>;
}
