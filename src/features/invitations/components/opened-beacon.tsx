"use client";

import { useEffect } from "react";

/** Says that the page runs in somebody's browser, which programs that fetch every link of a mail do not do. */
export function OpenedBeacon({ token }: { token: string }) {
  useEffect(() => {
    void fetch("/api/invitations/opened", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
      keepalive: true,
    }).catch(() => undefined);
  }, [token]);
  return null;
}
