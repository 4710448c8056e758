"use client";

import { ChartColumn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { UsdAmount } from "~/components/brand/usd-amount";
import { BandPart } from "~/components/ui/card";
import { ChartHead } from "~/components/ui/chart-head";
import { ScrollBox } from "~/components/ui/scroll-box";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { formatDaySpan, formatLongDay } from "~/features/credits/calendar";
import { formatCredits } from "~/lib/format-credits";
import { allDays, type UsageDay } from "../all-days";
import { DayBars } from "./day-bars";

/** Credits charged a day, as bars or as a table, and the sentence that they come to. */
export function UsageDays({ days, shownDays }: { days: readonly UsageDay[]; shownDays: number }) {
  const t = useTranslations("admin.overview");
  const credits = useTranslations("credits.month");
  const locale = useLocale();
  const [asTable, setAsTable] = useState(false);
  const every = allDays(days, shownDays, new Date());
  const total = every.reduce((sum, day) => sum + day.chargedUcr, 0n);
  const most = every.reduce((best, day) => (day.chargedUcr > best.chargedUcr ? day : best));
  const finding =
    total === 0n
      ? t("byDayNone", { days: shownDays })
      : t("byDayFinding", {
          total: formatCredits(total, locale),
          days: shownDays,
          day: formatLongDay(most.day, locale),
          most: formatCredits(most.chargedUcr, locale),
        });
  const toggle = credits(asTable ? "showChart" : "showTable");
  return (
    <BandPart>
      <ChartHead
        title={t("byDay")}
        finding={finding}
        toggle={toggle}
        asTable={asTable}
        onToggle={() => setAsTable(!asTable)}
        chart={ChartColumn}
      />
      {asTable ? <DaysTable days={every} /> : <DayBars days={every} label={finding} />}
    </BandPart>
  );
}

function DaysTable({ days }: { days: readonly UsageDay[] }) {
  const t = useTranslations("admin.overview");
  const locale = useLocale();
  return (
    <ScrollBox label={t("byDay")} className="-mx-4 mt-3 max-h-[240px]">
      <Table aria-label={t("byDay")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("day")}</TableHead>
            <TableHead numeric>{t("calls")}</TableHead>
            <TableHead numeric>{t("cost")}</TableHead>
            <TableHead numeric>{t("credits")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {days.toReversed().map((day) => (
            <TableRow key={day.day}>
              <TableCell height="dense">{formatDaySpan(day.day, day.day, locale).to}</TableCell>
              <TableCell height="dense" numeric>
                {new Intl.NumberFormat(locale).format(day.calls)}
              </TableCell>
              <TableCell height="dense" numeric>
                <UsdAmount pusd={day.costPusd} />
              </TableCell>
              <TableCell height="dense" numeric>
                <CreditAmount ucr={day.chargedUcr} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollBox>
  );
}
