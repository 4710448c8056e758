"use client";

import { useEffect, useRef } from "react";
import { api } from "~/trpc/react";

const pauseMs = 2_000;

/** Reads the lists of the credits pages anew when a newer entry was announced: at once, then at most every two seconds. */
export function useRefreshOnNews(seq: bigint | undefined): void {
  const utils = api.useUtils();
  const seen = useRef(seq);
  const last = useRef(0);

  useEffect(() => {
    if (seq === undefined || seq === seen.current) return;
    const wait = Math.max(0, last.current + pauseMs - Date.now());
    const timer = setTimeout(() => {
      seen.current = seq;
      last.current = Date.now();
      void utils.credits.invalidate();
    }, wait);
    return () => clearTimeout(timer);
  }, [seq, utils]);
}
