"use client";

import { BalanceButton, BalancePill } from "~/components/layout/balance-pill";
import { useWords } from "../hooks/use-words";
import { balanceTone, type LiveBalance, meterPercent } from "../live-balance";
import { useBalance } from "./balance-provider";

/** The balance at the foot of the sidebar. Nothing where it could not be read. */
export function LiveBalancePill({ href }: { href: string }) {
  const { balance } = useBalance();
  const caption = useDaysLeft(balance);
  if (balance === null) return null;
  return (
    <BalancePill
      href={href}
      ucr={balance.availableUcr}
      percent={meterPercent(balance)}
      tone={balanceTone(balance)}
      caption={caption}
    />
  );
}

/** The same in the top bar of a phone. */
export function LiveBalanceButton({ href }: { href: string }) {
  const { balance } = useBalance();
  return balance === null ? null : <BalanceButton href={href} ucr={balance.availableUcr} tone={balanceTone(balance)} />;
}

/** "about 8 days left", to the whole day. */
function useDaysLeft(balance: LiveBalance | null): string | undefined {
  const { t } = useWords();
  if (balance === null) return undefined;
  if (balance.availableUcr < 0n) return t("pill.debt");
  if (balance.availableUcr === 0n) return undefined;
  if (balance.daysLeft === null) return t("pill.long");
  const days = Math.floor(balance.daysLeft);
  return days === 0 ? t("pill.lastDay") : t("pill.daysLeft", { days });
}
