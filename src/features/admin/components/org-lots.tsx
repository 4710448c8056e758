"use client";

import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { TallyMeter } from "~/components/brand/tally-meter";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { expiryText, lotName } from "~/features/credits/entry-text";
import type { LotView } from "~/features/credits/lot-view";

/** What can still be spent, in the order in which it is. */
export function OrgLots({ lots, timeZone }: { lots: readonly LotView[]; timeZone: string }) {
  const t = useTranslations("credits");
  const admin = useTranslations("admin.org");
  const locale = useLocale();
  const words = { t, locale, timeZone };
  if (lots.length === 0) return <p className="p-5 text-muted-foreground text-sm">{admin("noLots")}</p>;
  return (
    <>
      <DataList className="md:hidden">
        {lots.map((lot) => (
          <DataListItem
            key={lot.id}
            title={lotName(words, lot)}
            amount={<CreditAmount ucr={lot.remainingUcr} className="font-medium" />}
            meta={expiryText(words, lot.expiresAt)}
            aside={<CreditAmount ucr={lot.amountUcr} />}
          />
        ))}
      </DataList>
      <div className="max-md:hidden">
        <Table aria-label={admin("lots")}>
          <TableHeader>
            <TableRow>
              <TableHead className="w-full">{admin("lot")}</TableHead>
              <TableHead>{admin("expires")}</TableHead>
              <TableHead>
                <span className="sr-only">{admin("remaining")}</span>
              </TableHead>
              <TableHead numeric>{admin("remaining")}</TableHead>
              <TableHead numeric>{admin("granted")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {lots.map((lot) => (
              <TableRow key={lot.id}>
                <TableCell className="w-full min-w-40 max-w-0 truncate font-medium">{lotName(words, lot)}</TableCell>
                <TableCell className="text-muted-foreground">{expiryText(words, lot.expiresAt)}</TableCell>
                <TableCell>
                  <TallyMeter
                    percent={Number((lot.remainingUcr * 1_000n) / lot.amountUcr) / 10}
                    tone="credit"
                    className="w-40"
                  />
                </TableCell>
                <TableCell numeric>
                  <CreditAmount ucr={lot.remainingUcr} />
                </TableCell>
                <TableCell numeric className="text-muted-foreground">
                  <CreditAmount ucr={lot.amountUcr} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </>
  );
}
