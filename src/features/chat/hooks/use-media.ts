"use client";

import { useSyncExternalStore } from "react";

/** Under 720 the list is a sheet and a receipt opens in place. False until the browser is known. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(PHONE);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}

const PHONE = "(max-width: 719.98px)";
