"use client";

import { lazy, Suspense } from "react";
import type { ClerkDoorProps } from "./clerk-door-panel";
import { ClerkWait } from "./clerk-wait";

// Loaded where it is shown only: the pages of the embedded sign-in carry nothing of Clerk.
const Panel = lazy(async () => ({ default: (await import("./clerk-door-panel")).ClerkDoorPanel }));

/** Clerk's own component for signing in or up. */
export function ClerkDoor(props: ClerkDoorProps) {
  return (
    <Suspense fallback={<ClerkWait />}>
      <Panel {...props} />
    </Suspense>
  );
}
