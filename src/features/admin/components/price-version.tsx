"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "~/lib/format-date";
import type { PricedModel } from "./prices-page";

export const rates = ["input", "cacheRead", "cacheWrite", "output", "reasoning"] as const;

/** Prices that came with the installation are dated before everything: their day says nothing. */
export function PriceVersion({ price }: { price: NonNullable<PricedModel["price"]> }) {
  const t = useTranslations("admin.prices");
  const locale = useLocale();
  const day = formatDate(price.validFrom, locale, { style: "dayYear", timeZone: "UTC" });
  return (
    <>
      <span className="block tabular-nums">
        {price.validFrom.getUTCFullYear() < 2000
          ? `v${price.version}`
          : t("versionSince", { number: price.version, day })}
      </span>
      <span className="block text-xs">{price.source}</span>
    </>
  );
}
