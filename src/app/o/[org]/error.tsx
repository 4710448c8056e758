"use client";

import { lazy, Suspense } from "react";

// Fetched when something has failed, not with every page.
const PageError = lazy(() =>
  import("~/components/layout/page-error").then((module) => ({ default: module.PageError })),
);

/** Inside the shell, which stays: the other pages are one click away. */
export default function OrgError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Suspense>
      <PageError {...props} />
    </Suspense>
  );
}
