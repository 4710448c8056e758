"use client";

import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime } from "~/components/brand/date-time";
import { ReceiptHeader, ReceiptLine, ReceiptRule, ReceiptTotal } from "~/components/brand/torn-receipt";
import { UsdAmount } from "~/components/brand/usd-amount";
import { Badge } from "~/components/ui/badge";
import { formatCredits } from "~/lib/format-credits";
import { formatTokens } from "~/lib/format-tokens";
import { formatUsdPrice } from "~/lib/format-usd";
import type { ReceiptCharge as Charge } from "../../chat.schema";

const MILLION = 1_000_000n;

/** One call: tokens by kind at their rates, provider cost, markup, charge, and where the tokens are from. */
export function ReceiptCharge({ charge }: { charge: Charge }) {
  const t = useTranslations("chat.receipt");
  const locale = useLocale();
  const price = (pusd: bigint): string => formatUsdPrice(pusd, locale);
  return (
    <>
      <ReceiptHeader
        title={t("title")}
        number={charge.number === null ? undefined : t("number", { number: charge.number.toString() })}
        when={<DateTime date={charge.at} style="dayTimeSeconds" />}
      />
      {charge.lines.map((line, index) => (
        <ReceiptLine
          key={line.kind}
          label={t(line.kind)}
          detail={t("rate", { tokens: formatTokens(line.tokens, locale), price: price(line.pusdPerToken * MILLION) })}
          value={<UsdAmount pusd={line.costPusd} bare={index > 0} />}
        />
      ))}
      {charge.requestPusd > 0n ? (
        <ReceiptLine label={t("request")} value={<UsdAmount pusd={charge.requestPusd} bare />} />
      ) : null}
      <ReceiptRule />
      <ReceiptLine strong label={t("cost")} value={<UsdAmount pusd={charge.costPusd} />} />
      <ReceiptLine
        label={
          <>
            {t("markup")}
            <Badge className="ml-1 h-[18px]">
              <MarkupTier markup={charge.markup} />
            </Badge>
          </>
        }
        value={<UsdAmount pusd={charge.markedUpPusd} />}
      />
      <ReceiptRule />
      <ReceiptTotal
        label={t("charged")}
        detail={t("perCredit", { price: price(charge.markup.creditPricePusd) })}
        value={formatCredits(charge.chargedUcr, locale)}
      />
      <ReceiptLine muted label={t("exact")} value={formatCredits(charge.chargedUcr, locale, { precision: "exact" })} />
      {charge.corrections.map((correction) => (
        <ReceiptLine
          key={correction.at.toISOString()}
          label={t("corrected", {
            date: new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(correction.at),
          })}
          detail={correction.reason}
          value={<CreditAmount ucr={correction.chargedUcr} sign="always" />}
        />
      ))}
      <ReceiptLine muted label={t("balanceAfter")} value={<CreditAmount ucr={charge.balanceAfterUcr} />} />
      <Basis basis={charge.basis} />
    </>
  );
}

/** "10×", or which tier of the markup it was. */
export function MarkupTier({ markup }: { markup: Charge["markup"] }) {
  const t = useTranslations("chat.receipt");
  const locale = useLocale();
  const multiplier = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(markup.multiplierBp / 10_000);
  const isPlain = !markup.isTiered || (markup.mode === "volume" && markup.fromCostPusd === 0n);
  if (isPlain) return t("tierPlain", { multiplier });
  if (markup.mode === "graduated") return t("tierGraduated", { multiplier });
  return t("tier", { multiplier, from: formatUsdPrice(markup.fromCostPusd, locale) });
}

function Basis({ basis }: { basis: Charge["basis"] }) {
  const t = useTranslations("chat.receipt");
  if (basis === "provider") return null;
  const key = basis === "stream_estimate" ? "estimated" : basis;
  return <p className="mt-1.5 text-muted-foreground text-xs">{t(key)}</p>;
}
