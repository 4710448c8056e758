"use client";

import { Check } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { PartTitle } from "~/components/ui/card";
import { multiplierText } from "~/features/credits/equation-text";
import { cn } from "~/lib/cn";
import { formatUsdPrice } from "~/lib/format-usd";
import type { MarkupVersion } from "./markup-page";

/** The tiers in force, how they apply, and what a credit costs. */
export function MarkupTiers({ markup }: { markup: MarkupVersion }) {
  const t = useTranslations("admin.markup");
  const locale = useLocale();
  return (
    <>
      <PartTitle>{t("tiers")}</PartTitle>
      <table className="mt-2 w-full text-sm">
        <thead>
          <tr className="text-left text-muted-foreground text-xs">
            <th scope="col" className="h-8 font-normal">
              {t("from")}
            </th>
            <th scope="col" className="h-8 text-right font-normal">
              {t("multiplier")}
            </th>
          </tr>
        </thead>
        <tbody>
          {markup.tiers.map((tier) => (
            <tr key={tier.fromCostPusd.toString()} className="border-t">
              <td className="num h-10">{formatUsdPrice(tier.fromCostPusd, locale)}</td>
              <td className="num h-10 text-right font-medium">{`×${multiplierText(tier.multiplierBp, locale)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="border-t pt-2 text-right text-muted-foreground text-xs">
        {t("creditPrice", { price: formatUsdPrice(markup.creditPricePusd, locale) })}
      </p>
      <PartTitle className="mt-5">{t("mode")}</PartTitle>
      <ul className="mt-2 grid grid-cols-2 gap-2">
        {(["volume", "graduated"] as const).map((mode) => (
          <Mode key={mode} title={t(mode)} text={t(`${mode}Text`)} isOn={mode === markup.mode} inForce={t("inForce")} />
        ))}
      </ul>
      <p className="mt-3 text-muted-foreground text-xs">{t("hold")}</p>
      <p className="mt-3 border-t border-dashed pt-3 text-muted-foreground text-xs">{t("readOnly")}</p>
    </>
  );
}

function Mode(props: { title: string; text: string; isOn: boolean; inForce: string }) {
  return (
    <li
      className={cn(
        "rounded-md border px-3 py-2 text-muted-foreground text-xs leading-[17px]",
        props.isOn && "border-primary bg-credit-soft shadow-[inset_0_0_0_1px_var(--primary)]",
      )}
    >
      <span className="flex items-center gap-1.5 font-medium text-foreground text-sm leading-[18px]">
        {props.isOn ? <Check aria-label={props.inForce} role="img" className="size-3.5 text-primary" /> : null}
        {props.title}
      </span>
      {props.text}
    </li>
  );
}
