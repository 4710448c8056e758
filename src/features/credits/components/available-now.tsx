"use client";

import { CreditAmount } from "~/components/brand/credit-amount";
import { formatCredits } from "~/lib/format-credits";
import { useWords } from "../hooks/use-words";
import { useBalance } from "./balance-provider";

/** The figure of the page: what can be spent now, live, and what running answers hold. */
export function AvailableNow() {
  const { t, locale } = useWords();
  const { balance, isLive } = useBalance();
  if (balance === null) return null;
  const remarks = [
    balance.heldUcr > 0n ? t("held", { credits: formatCredits(balance.heldUcr, locale) }) : null,
    balance.availableUcr < 0n ? t("debt") : null,
    isLive ? null : t("notLive"),
  ].filter((remark) => remark !== null);
  return (
    <div>
      <h2 className="font-medium text-muted-foreground text-sm">{t("available")}</h2>
      <CreditAmount
        ucr={balance.availableUcr}
        coin="xl"
        counts
        focusable
        className="mt-2 mb-0.5 gap-2.5 [&_.exact::after]:right-auto! [&_.exact::after]:-left-[5px]!"
        figureClassName="text-3xl font-medium tracking-[-0.035em]"
      />
      {remarks.map((remark) => (
        <p key={remark} className="text-muted-foreground text-xs">
          {remark}
        </p>
      ))}
      {balance.status === "frozen" ? <p className="text-destructive text-xs">{t("frozen")}</p> : null}
    </div>
  );
}
