"use client";

import { ChevronUp, ReceiptText } from "lucide-react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime } from "~/components/brand/date-time";
import { TokenCount } from "~/components/brand/token-count";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { TableCell, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import { chipOf, entryText, whoText } from "../entry-text";
import type { EntryView } from "../entry-view";
import { useWords } from "../hooks/use-words";
import { EntryReceipt } from "./entry-receipt";

export function EntryRow(props: { entry: EntryView; seesAll: boolean; isOpen: boolean; onToggle: () => void }) {
  const words = useWords();
  const { t } = words;
  const { entry, seesAll, isOpen } = props;
  const chip = chipOf(words, entry.what);
  const number = entry.seq.toString();
  const panelId = `receipt-${number}`;
  const label = t(isOpen ? "entries.close" : "entries.open", { number });

  function toggle(): void {
    // Marking text to copy it is not a click on the row.
    if (window.getSelection()?.isCollapsed !== false) props.onToggle();
  }

  return (
    <>
      <TableRow interactive onClick={toggle} className={cn(isOpen && "bg-background [&>td]:border-b-transparent")}>
        <TableCell className="num text-muted-foreground">{number}</TableCell>
        <TableCell className="text-muted-foreground">
          <DateTime date={entry.createdAt} />
        </TableCell>
        <TableCell className="w-full min-w-48 max-w-0">
          <span className="flex items-center gap-2">
            <Badge tone={chip.tone}>{chip.label}</Badge>
            <span className="min-w-0 truncate">{entryText(words, entry.what)}</span>
          </span>
        </TableCell>
        {seesAll ? <TableCell className="max-w-40 truncate">{whoText(words, entry)}</TableCell> : null}
        <TableCell
          className={cn(
            "max-w-44 truncate",
            entry.model === null && "text-muted-foreground",
            seesAll && "max-xl:hidden",
          )}
        >
          {entry.model?.name ?? "—"}
        </TableCell>
        {seesAll ? null : (
          <TableCell numeric className="text-muted-foreground">
            {entry.tokens === null ? "—" : <TokenCount count={entry.tokens} />}
          </TableCell>
        )}
        <TableCell numeric className={cn("font-medium", entry.amountUcr > 0n && "text-success")}>
          <CreditAmount ucr={entry.amountUcr} sign="always" />
        </TableCell>
        {seesAll ? (
          <TableCell numeric className="text-muted-foreground">
            <CreditAmount ucr={entry.balanceAfterUcr} />
          </TableCell>
        ) : null}
        <TableCell className="pl-0 text-right">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={label}
            aria-expanded={isOpen}
            aria-controls={isOpen ? panelId : undefined}
            onClick={(event) => {
              event.stopPropagation();
              props.onToggle();
            }}
          >
            {isOpen ? <ChevronUp aria-hidden /> : <ReceiptText aria-hidden />}
          </Button>
        </TableCell>
      </TableRow>
      {isOpen ? (
        <tr id={panelId}>
          <td colSpan={seesAll ? 8 : 7} className="border-b bg-background p-0">
            <div className="py-2 pr-4 pb-3 pl-20">
              <EntryReceipt seq={entry.seq} seesAll={seesAll} />
            </div>
          </td>
        </tr>
      ) : null}
    </>
  );
}
