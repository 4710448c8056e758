"use client";

import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime } from "~/components/brand/date-time";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { chipOf, entryText, type Words, whoText } from "~/features/credits/entry-text";
import type { EntryView } from "~/features/credits/entry-view";

/** On a narrow screen: what and how much, then when, who and the balance after it. */
export function OrgEntryItems({ entries, words }: { entries: readonly EntryView[]; words: Words }) {
  return (
    <DataList className="lg:hidden">
      {entries.map((entry) => (
        <DataListItem
          key={entry.seq.toString()}
          title={`${chipOf(words, entry.what).label}: ${entryText(words, entry.what)}`}
          amount={
            <CreditAmount
              ucr={entry.amountUcr}
              sign="always"
              className={entry.amountUcr > 0n ? "font-medium text-success" : "font-medium"}
            />
          }
          meta={
            <>
              <DateTime date={entry.createdAt} timeZone={words.timeZone} /> · {whoText(words, entry)}
            </>
          }
          aside={<CreditAmount ucr={entry.balanceAfterUcr} />}
        />
      ))}
    </DataList>
  );
}
