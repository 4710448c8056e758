"use client";

import { CreditAmount } from "~/components/brand/credit-amount";
import { ScrollBox } from "~/components/ui/scroll-box";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { BalanceMonth } from "../balance-month";
import { formatDaySpan } from "../calendar";
import { useWords } from "../hooks/use-words";

/** The chart's figures: each day with what came, what went, and the balance when it ended. Newest first. */
export function BalanceTable({ month }: { month: BalanceMonth }) {
  const { t, locale } = useWords();
  return (
    <ScrollBox label={t("month.tableLabel")} className="-mx-4 mt-3 max-h-[250px]">
      <Table aria-label={t("month.tableLabel")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("month.day")}</TableHead>
            <TableHead numeric>{t("month.added")}</TableHead>
            <TableHead numeric>{t("month.taken")}</TableHead>
            <TableHead numeric>{t("month.close")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {month.days.toReversed().map((day) => (
            <TableRow key={day.day}>
              <TableCell height="dense" className="tabular-nums">
                {formatDaySpan(day.day, day.day, locale).to}
              </TableCell>
              <TableCell
                height="dense"
                numeric
                className={day.addedUcr > 0n ? "text-success" : "text-muted-foreground"}
              >
                <CreditAmount ucr={day.addedUcr} sign="always" />
              </TableCell>
              <TableCell height="dense" numeric>
                <CreditAmount ucr={-day.takenUcr} />
              </TableCell>
              <TableCell height="dense" numeric className="text-muted-foreground">
                <CreditAmount ucr={day.closeUcr} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollBox>
  );
}
