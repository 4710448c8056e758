"use client";

import { useState } from "react";
import { TallyMeter } from "~/components/brand/tally-meter";
import { Button } from "~/components/ui/button";
import { Skeleton } from "~/components/ui/skeleton";
import { formatCredits } from "~/lib/format-credits";
import { expiryText, lotName, type Words } from "../entry-text";
import { useWords } from "../hooks/use-words";
import type { LotView } from "../lot-view";

const shownFirst = 4;

/** Grants in the order in which they are spent, each with its meter and its end. */
export function LotList({ lots }: { lots: readonly LotView[] | undefined }) {
  const words = useWords();
  const [showsAll, setShowsAll] = useState(false);
  if (lots === undefined) return <LotSkeleton />;
  const shown = showsAll ? lots : lots.slice(0, shownFirst);
  const hidden = lots.length - shown.length;
  return (
    <>
      <h3 className="mt-5 font-medium text-sm">{words.t("lots.title")}</h3>
      {lots.length === 0 ? <p className="mt-2 text-muted-foreground text-sm">{words.t("lots.none")}</p> : null}
      <ul>
        {shown.map((lot) => (
          <Lot key={lot.id} lot={lot} words={words} />
        ))}
      </ul>
      {hidden > 0 ? (
        <Button variant="link" size="sm" className="mt-1" onClick={() => setShowsAll(true)}>
          {words.t("lots.more", { count: hidden })}
        </Button>
      ) : null}
    </>
  );
}

function Lot({ lot, words }: { lot: LotView; words: Words }) {
  const { t, locale } = words;
  const name = lotName(words, lot);
  const remaining = formatCredits(lot.remainingUcr, locale);
  const amount = formatCredits(lot.amountUcr, locale, {
    precision: lot.amountUcr % 1_000_000n === 0n ? "whole" : "rounded",
  });
  return (
    <li className="pt-2 [&+&]:pt-3">
      <p className="mb-1 flex items-baseline gap-2 text-sm">
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="num whitespace-nowrap text-xs">
          {remaining}{" "}
          <span className="text-muted-foreground">
            <span className="font-sans tracking-normal">{t("lots.of")}</span> {amount}
          </span>
        </span>
      </p>
      <TallyMeter
        percent={Number((lot.remainingUcr * 1_000n) / lot.amountUcr) / 10}
        tone="credit"
        label={t("lots.meter", { name, remaining, amount })}
      />
      <p className="mt-[5px] text-muted-foreground text-xs">{expiryText(words, lot.expiresAt)}</p>
    </li>
  );
}

function LotSkeleton() {
  return (
    <div aria-hidden className="mt-5 flex flex-col gap-4">
      <Skeleton className="h-4 w-44" />
      <Skeleton className="h-11 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  );
}
