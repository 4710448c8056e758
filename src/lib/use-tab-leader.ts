"use client";

import { useEffect, useState } from "react";

/**
 * True in one of the tabs that share the name, so that only one of them keeps a connection open: browsers
 * allow six to a host, and every tab holding its own would leave none for anything else. When that tab
 * closes, another takes over. Without locks (an insecure address) every tab leads itself.
 */
export function useTabLeader(name: string): boolean {
  const [leads, setLeads] = useState(false);
  useEffect(() => {
    if (!("locks" in navigator)) {
      setLeads(true);
      return;
    }
    const leave = new AbortController();
    const reign = new Promise<void>((resolve) => leave.signal.addEventListener("abort", () => resolve()));
    navigator.locks
      .request(name, { signal: leave.signal }, () => {
        if (leave.signal.aborted) return;
        setLeads(true);
        return reign;
      })
      // Leaving before one's turn came is no error.
      .catch(() => undefined);
    return () => {
      leave.abort();
      setLeads(false);
    };
  }, [name]);
  return leads;
}
