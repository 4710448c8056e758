"use client";

import { useState } from "react";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { EntryView } from "../entry-view";
import { useWords } from "../hooks/use-words";
import { EntryRow } from "./entry-row";

/** Where there is room: a row an entry, its receipt opening below it. One receipt is open at a time. */
export function EntryTable({ entries, seesAll }: { entries: readonly EntryView[]; seesAll: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState<bigint | null>(null);
  return (
    <div className="max-lg:hidden">
      <Table aria-label={t(seesAll ? "entries.title" : "entries.ownTitle")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("entries.number")}</TableHead>
            <TableHead>{t("entries.when")}</TableHead>
            <TableHead className="w-full">{t("entries.what")}</TableHead>
            {seesAll ? <TableHead>{t("entries.who")}</TableHead> : null}
            <TableHead className={seesAll ? "max-xl:hidden" : undefined}>{t("entries.model")}</TableHead>
            {seesAll ? null : <TableHead numeric>{t("entries.tokens")}</TableHead>}
            <TableHead numeric>{t("entries.amount")}</TableHead>
            {seesAll ? <TableHead numeric>{t("entries.balanceAfter")}</TableHead> : null}
            <TableHead className="w-11">
              <span className="sr-only">{t("entries.receipt")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {entries.map((entry) => (
            <EntryRow
              key={entry.seq.toString()}
              entry={entry}
              seesAll={seesAll}
              isOpen={open === entry.seq}
              onToggle={() => setOpen(open === entry.seq ? null : entry.seq)}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
