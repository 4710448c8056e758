"use client";

import { lazy, Suspense } from "react";
import type { ClerkSetup } from "./clerk-frame";
import { ClerkWait } from "./clerk-wait";

const Panel = lazy(async () => ({ default: (await import("./clerk-arrival-panel")).ClerkArrivalPanel }));

/** Where Clerk may know the person and the server does not (yet): asks Clerk for a token, once. */
export function ClerkArrival(props: { setup: ClerkSetup; again: string; signIn: string; isSecondTry: boolean }) {
  return (
    <Suspense fallback={<ClerkWait />}>
      <Panel {...props} />
    </Suspense>
  );
}
