"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { Skeleton } from "~/components/ui/skeleton";
import type { ClerkDoorProps } from "./clerk-door-panel";

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

/** Holds the component's place while its script comes. */
export function ClerkWait() {
  const t = useTranslations("clerk");
  return (
    <div role="status" className="flex flex-col gap-4 rounded-lg border bg-card p-6">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  );
}
