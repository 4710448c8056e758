"use client";

import { useState } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime } from "~/components/brand/date-time";
import { cn } from "~/lib/cn";
import { chipOf, entryText, whoText } from "../entry-text";
import type { EntryView } from "../entry-view";
import { useWords } from "../hooks/use-words";
import { EntryReceipt } from "./entry-receipt";

/** On a narrow screen: two lines an entry, the receipt opening in place. */
export function EntryItems({ entries, seesAll }: { entries: readonly EntryView[]; seesAll: boolean }) {
  const words = useWords();
  const [open, setOpen] = useState<bigint | null>(null);
  return (
    <ul className="lg:hidden">
      {entries.map((entry) => {
        const isOpen = open === entry.seq;
        const isUsage = entry.what.kind === "usage";
        const about = seesAll ? whoText(words, entry) : (entry.model?.name ?? chipOf(words, entry.what).label);
        return (
          <li key={entry.seq.toString()} className="border-b">
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(isOpen ? null : entry.seq)}
              className={cn(
                "grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-[11px] text-left focus-visible:-outline-offset-2",
                isOpen && "bg-background",
              )}
            >
              <span className="min-w-0 truncate font-medium">
                {isUsage
                  ? entryText(words, entry.what)
                  : `${chipOf(words, entry.what).label}: ${entryText(words, entry.what)}`}
              </span>
              <CreditAmount
                ucr={entry.amountUcr}
                sign="always"
                className={cn("text-right font-medium", entry.amountUcr > 0n && "text-success")}
              />
              <span className="min-w-0 truncate text-muted-foreground text-xs">
                <DateTime date={entry.createdAt} /> · {about}
              </span>
              {seesAll ? (
                <CreditAmount ucr={entry.balanceAfterUcr} className="text-right text-muted-foreground text-xs" />
              ) : (
                <span />
              )}
            </button>
            {isOpen ? (
              <div className="bg-background px-4 pb-3">
                <EntryReceipt seq={entry.seq} seesAll={seesAll} />
              </div>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
