"use client";

import { lazy, Suspense } from "react";
import type { ClerkSetup } from "./clerk-frame";

const Keeper = lazy(async () => ({ default: (await import("./clerk-session-keeper")).ClerkSessionKeeper }));

/** Nothing to see: Clerk's script renews the token of the session, which lives a minute. */
export function ClerkSession({ setup }: { setup: ClerkSetup | null }) {
  if (setup === null) return null;
  return (
    <Suspense>
      <Keeper setup={setup} />
    </Suspense>
  );
}
