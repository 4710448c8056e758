"use client";

import { useEffect, useRef } from "react";
import { api } from "~/trpc/react";

const listPauseMs = 2_000;
/** The month is added up over all its entries: dearer to read, and a point of a line moves slowly. */
const monthPauseMs = 10_000;

/** Reads what the credits pages show anew when a newer entry was announced: at once, then at most every so often. */
export function useRefreshOnNews(seq: bigint | undefined): void {
  const { credits } = api.useUtils();
  useNews(seq, listPauseMs, () => {
    for (const query of [credits.entries, credits.entryTotals, credits.lots, credits.ownUse]) void query.invalidate();
  });
  useNews(seq, monthPauseMs, () => void credits.month.invalidate());
}

/** Calls `refresh` for a new number, the last of a burst included, with a pause between two calls. */
function useNews(seq: bigint | undefined, pauseMs: number, refresh: () => void): void {
  const seen = useRef(seq);
  const last = useRef(0);
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    if (seq === undefined || seq === seen.current) return;
    const wait = Math.max(0, last.current + pauseMs - Date.now());
    const timer = setTimeout(() => {
      seen.current = seq;
      last.current = Date.now();
      latest.current();
    }, wait);
    return () => clearTimeout(timer);
  }, [seq, pauseMs]);
}
