import { getLocale, getTranslations } from "next-intl/server";
import { SplitCoin } from "~/components/brand/split-coin";
import { ReceiptLine, ReceiptRule, ReceiptTotal } from "~/components/brand/torn-receipt";
import { formatCredits } from "~/lib/format-credits";
import { formatDate } from "~/lib/format-date";
import { formatTokens } from "~/lib/format-tokens";
import { formatUsd, formatUsdPrice } from "~/lib/format-usd";

/** One real calculation: prices in pico-USD a token, as a provider lists them, and a markup of 3. */
const lines = [
  { kind: "input", tokens: 1204n, pricePusd: 3_000_000n },
  { kind: "cache", tokens: 8192n, pricePusd: 300_000n },
  { kind: "output", tokens: 512n, pricePusd: 15_000_000n },
  { kind: "reasoning", tokens: 128n, pricePusd: 15_000_000n },
] as const;
const MODEL = "Claude Sonnet 4.5";
const MARKUP = 3n;
const CREDIT_PRICE_PUSD = 20_000_000_000n;
const costPusd = lines.reduce((sum, line) => sum + line.tokens * line.pricePusd, 0n);
const chargePusd = costPusd * MARKUP;
const chargeUcr = (chargePusd * 1_000_000n) / CREDIT_PRICE_PUSD;

export const SAMPLE_NUMBER = 8412;

/** What stands on the sample receipt of the public pages; the paper around it is the caller's. */
export async function SampleReceipt() {
  const [t, locale] = await Promise.all([getTranslations("landing.sample"), getLocale()]);
  const when = formatDate(new Date("2026-11-20T14:32:00Z"), locale, { style: "dayTime", timeZone: "UTC" });
  return (
    <>
      <div className="mb-3.5 flex items-center gap-3">
        <SplitCoin size="md" />
        <span className="min-w-0 flex-1 leading-[18px]">
          <span className="block truncate font-semibold text-base leading-[18px]">{t("title")}</span>
          <span className="block truncate text-muted-foreground text-xs">{MODEL}</span>
        </span>
        <span className="text-right text-muted-foreground text-xs tabular-nums">
          {t("number", { number: String(SAMPLE_NUMBER) })}
          <br />
          {when}
        </span>
      </div>
      {lines.map((line, index) => {
        const tokens = formatTokens(line.tokens, locale);
        return (
          <ReceiptLine
            key={line.kind}
            className="text-sm leading-[25px]"
            label={t(line.kind)}
            detail={index === 0 ? t("inputTokens", { count: tokens }) : tokens}
            value={formatUsd(line.tokens * line.pricePusd, locale, { bare: index > 0 })}
          />
        );
      })}
      <ReceiptRule className="my-2.5" />
      <ReceiptLine className="text-sm leading-[25px]" label={t("provider")} value={formatUsd(costPusd, locale)} />
      <ReceiptLine className="text-sm leading-[25px]" label={t("markup")} value={`× ${MARKUP}`} />
      <ReceiptRule className="my-2.5" />
      <ReceiptTotal big label={t("total")} value={formatCredits(chargeUcr, locale)} />
      <div className="mt-0.5 flex justify-between text-muted-foreground text-xs">
        <span>{t("rate", { price: formatUsdPrice(CREDIT_PRICE_PUSD, locale) })}</span>
        <span className="num">{formatUsd(chargePusd, locale)}</span>
      </div>
    </>
  );
}
