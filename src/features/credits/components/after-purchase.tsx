"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { ReceiptLine } from "~/components/brand/torn-receipt";
import { formatCredits } from "~/lib/format-credits";
import { api } from "~/trpc/react";
import { ucrPerCredit } from "../credits-limits";
import { forecastBalance } from "../forecast";
import { useWords } from "../hooks/use-words";
import { useBalance } from "./balance-provider";

/** What a purchase would change: the balance after it, and how long that lasts at the present pace. */
export function AfterPurchase({ credits }: { credits: number | null }) {
  const { t, locale } = useWords();
  const common = useTranslations("common");
  const { balance } = useBalance();
  const lots = api.credits.lots.useQuery();
  const month = api.credits.month.useQuery();
  const bought = BigInt(credits ?? 0) * ucrPerCredit;
  const heldUcr = balance?.heldUcr ?? 0n;
  const pace = month.data?.paceUcrPerDay;
  const days = useMemo(() => {
    if (lots.data === undefined || pace === undefined || pace === 0n) return null;
    const all = [...lots.data, { remainingUcr: bought, expiresAt: null }];
    return forecastBalance({ lots: all, heldUcr, paceUcrPerDay: pace, now: new Date(), horizonDays: 365 }).emptyInDays;
  }, [lots.data, pace, bought, heldUcr]);
  const lasts =
    pace === 0n ? t("buy.noPace") : days === null ? t("buy.lastsLong") : common("days", { count: Math.floor(days) });
  return (
    <div>
      <ReceiptLine
        label={<span className="text-muted-foreground">{t("buy.balanceAfter")}</span>}
        value={balance === null || credits === null ? "—" : formatCredits(balance.availableUcr + bought, locale)}
      />
      <ReceiptLine
        label={<span className="text-muted-foreground">{t("buy.lastsAbout")}</span>}
        value={
          <span className="font-sans tracking-normal">{credits === null || pace === undefined ? "—" : lasts}</span>
        }
      />
    </div>
  );
}
