"use client";

import { ChartArea } from "lucide-react";
import { useState } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { ChartHead } from "~/components/ui/chart-head";
import { Skeleton } from "~/components/ui/skeleton";
import { formatCredits } from "~/lib/format-credits";
import { api } from "~/trpc/react";
import { findingOf } from "../balance-finding";
import type { BalanceMonth } from "../balance-month";
import { formatLongDay } from "../calendar";
import type { Words } from "../entry-text";
import { useWords } from "../hooks/use-words";
import { BalanceChart } from "./balance-chart";
import { BalanceTable } from "./balance-table";

/** The running month: a sentence that says what the line means, the line, and the same as a table. */
export function BalanceMonthPart() {
  const words = useWords();
  const { t, locale } = words;
  const month = api.credits.month.useQuery();
  const [asTable, setAsTable] = useState(false);
  const toggle = t(asTable ? "month.showChart" : "month.showTable");
  if (month.isError) return <ErrorPanel error={month.error} onRetry={() => void month.refetch()} className="py-4" />;
  if (month.data === undefined) return <Skeleton className="h-[300px] w-full" />;
  const finding = findingText(words, month.data);
  const now = t("month.now", { credits: formatCredits(month.data.availableUcr, locale) });
  return (
    <div className="flex h-full flex-col">
      <ChartHead
        title={t("month.title")}
        finding={finding}
        toggle={toggle}
        asTable={asTable}
        onToggle={() => setAsTable(!asTable)}
        chart={ChartArea}
      />
      {asTable ? <BalanceTable month={month.data} /> : <BalanceChart month={month.data} label={`${finding} ${now}`} />}
    </div>
  );
}

function findingText({ t, locale }: Words, month: BalanceMonth): string {
  const finding = findingOf(month);
  switch (finding.text) {
    case "empty":
      return t("month.empty");
    case "lasts":
    case "idle":
      return t(`month.${finding.text}`, { days: finding.days });
    case "expiresOn":
      return t("month.expiresOn", { day: formatLongDay(finding.day, locale) });
    default:
      return t(`month.${finding.text}`, { day: formatLongDay(finding.day, locale), days: finding.days });
  }
}
