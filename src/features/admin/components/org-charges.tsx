"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { api } from "~/trpc/react";
import { ChargeItems } from "./charge-items";
import { ChargeRow } from "./charge-row";
import { ConsoleQuery } from "./console-query";
import { MoreButton } from "./more-button";

/** Every call as it was charged, free ones included; each opens its receipt below it. */
export function OrgCharges({ orgId, timeZone }: { orgId: string; timeZone: string }) {
  const t = useTranslations("credits.entries");
  const admin = useTranslations("admin.org");
  const [open, setOpen] = useState<string | null>(null);
  const toggle = (holdId: string) => setOpen(open === holdId ? null : holdId);
  const list = api.admin.orgCharges.useInfiniteQuery({ orgId }, { getNextPageParam: ({ next }) => next ?? undefined });
  return (
    <ConsoleQuery query={list} columns={[12, 14, 34, 10, 8, 8]}>
      {({ pages }) => {
        const charges = pages.flatMap((page) => page.charges);
        if (charges.length === 0) return <p className="p-5 text-muted-foreground text-sm">{admin("noCharges")}</p>;
        return (
          <>
            <ChargeItems charges={charges} timeZone={timeZone} open={open} onToggle={toggle} />
            <div className="max-lg:hidden">
              <Table aria-label={admin("charges")}>
                <TableHeader>
                  <TableRow>
                    <TableHead>{t("when")}</TableHead>
                    <TableHead>{t("who")}</TableHead>
                    <TableHead className="w-full">{t("model")}</TableHead>
                    <TableHead>{admin("basis")}</TableHead>
                    <TableHead numeric>{t("tokens")}</TableHead>
                    <TableHead numeric>{admin("cost")}</TableHead>
                    <TableHead numeric>{admin("multiplier")}</TableHead>
                    <TableHead numeric>{admin("charged")}</TableHead>
                    <TableHead className="w-11">
                      <span className="sr-only">{t("receipt")}</span>
                    </TableHead>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {charges.map((charge) => (
                    <ChargeRow
                      key={charge.holdId}
                      charge={charge}
                      timeZone={timeZone}
                      isOpen={open === charge.holdId}
                      onToggle={() => toggle(charge.holdId)}
                    />
                  ))}
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
