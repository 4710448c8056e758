"use client";

import { ChartArea, Table2 } from "lucide-react";
import { useState } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { Button } from "~/components/ui/button";
import { PartTitle } from "~/components/ui/card";
import { Skeleton } from "~/components/ui/skeleton";
import { Tooltip } from "~/components/ui/tooltip";
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
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <PartTitle>{t("month.title")}</PartTitle>
          <p className="mt-0.5 max-w-[430px] text-muted-foreground text-xs leading-[18px]">{finding}</p>
        </div>
        <Tooltip content={toggle}>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={toggle}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartArea aria-hidden /> : <Table2 aria-hidden />}
          </Button>
        </Tooltip>
      </div>
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
