"use client";

import { formatCredits } from "~/lib/format-credits";
import type { BalanceDay } from "../balance-month";
import { formatLongDay } from "../calendar";
import { useWords } from "../hooks/use-words";

/** What happened on the day under the pointer. For eyes: the table says the same to everybody. */
export function ChartDayTip({ day, at, width }: { day: BalanceDay; at: number; width: number }) {
  const { t, locale } = useWords();
  const rows = [
    ...(day.addedUcr > 0n
      ? [{ label: t("month.added"), value: formatCredits(day.addedUcr, locale, { sign: "always" }) }]
      : []),
    { label: t("month.taken"), value: formatCredits(-day.takenUcr, locale) },
    { label: t("month.close"), value: formatCredits(day.closeUcr, locale) },
  ];
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-6 z-10 w-40 rounded-lg border bg-popover px-3 py-2 text-xs shadow-overlay"
      style={at > width / 2 ? { right: width - at + 10 } : { left: at + 10 }}
    >
      <p className="mb-1 font-medium">{formatLongDay(day.day, locale)}</p>
      {rows.map((row) => (
        <p key={row.label} className="flex justify-between gap-3 leading-[19px]">
          <span className="text-muted-foreground">{row.label}</span>
          <span className="num">{row.value}</span>
        </p>
      ))}
    </div>
  );
}
