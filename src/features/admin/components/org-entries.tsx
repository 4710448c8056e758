"use client";

import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime } from "~/components/brand/date-time";
import { Badge } from "~/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { chipOf, entryText, whoText } from "~/features/credits/entry-text";
import { cn } from "~/lib/cn";
import { api } from "~/trpc/react";
import { ConsoleQuery } from "./console-query";
import { MoreButton } from "./more-button";
import { OrgEntryItems } from "./org-entry-items";

/** Every change of the balance, newest first. Titles of conversations are the members' own and not shown here. */
export function OrgEntries({ orgId, timeZone }: { orgId: string; timeZone: string }) {
  const t = useTranslations("credits");
  const admin = useTranslations("admin.org");
  const locale = useLocale();
  const words = { t, locale, timeZone };
  const list = api.admin.orgEntries.useInfiniteQuery(
    { orgId, filter: { kind: "all" } },
    {
      getNextPageParam: ({ older }) =>
        older === null ? undefined : { direction: "older" as const, seq: older.toString() },
    },
  );
  return (
    <ConsoleQuery query={list} columns={[4, 10, 40, 14, 14, 8]}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries);
        if (entries.length === 0) return <p className="p-5 text-muted-foreground text-sm">{admin("noEntries")}</p>;
        return (
          <>
            <OrgEntryItems entries={entries} words={words} />
            <div className="max-lg:hidden">
              <Table aria-label={admin("entries")}>
                <TableHeader>
                  <TableRow>
                    <TableHead>{t("entries.number")}</TableHead>
                    <TableHead>{t("entries.when")}</TableHead>
                    <TableHead className="w-full">{t("entries.what")}</TableHead>
                    <TableHead>{t("entries.who")}</TableHead>
                    <TableHead>{t("entries.model")}</TableHead>
                    <TableHead numeric>{t("entries.amount")}</TableHead>
                    <TableHead numeric>{t("entries.balanceAfter")}</TableHead>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {entries.map((entry) => {
                    const chip = chipOf(words, entry.what);
                    return (
                      <TableRow key={entry.seq.toString()}>
                        <TableCell className="num text-muted-foreground">{entry.seq.toString()}</TableCell>
                        <TableCell className="text-muted-foreground">
                          <DateTime date={entry.createdAt} timeZone={timeZone} />
                        </TableCell>
                        <TableCell className="w-full min-w-48 max-w-0">
                          <span className="flex items-center gap-2">
                            <Badge tone={chip.tone}>{chip.label}</Badge>
                            <span className="min-w-0 truncate">{entryText(words, entry.what)}</span>
                          </span>
                        </TableCell>
                        <TableCell className="max-w-40 truncate">{whoText(words, entry)}</TableCell>
                        <TableCell className={cn("max-w-44 truncate", entry.model === null && "text-muted-foreground")}>
                          {entry.model?.name ?? "—"}
                        </TableCell>
                        <TableCell numeric className={cn("font-medium", entry.amountUcr > 0n && "text-success")}>
                          <CreditAmount ucr={entry.amountUcr} sign="always" />
                        </TableCell>
                        <TableCell numeric className="text-muted-foreground">
                          <CreditAmount ucr={entry.balanceAfterUcr} />
                        </TableCell>
                      </TableRow>
                    );
                  })}
                </TableBody>
              </Table>
            </div>
            <MoreButton query={list} />
          </>
        );
      }}
    </ConsoleQuery>
  );
}
