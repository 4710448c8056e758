"use client";

import { lazy, Suspense } from "react";

// Fetched when something has failed; every page carries this boundary, hardly any shows it.
const PageError = lazy(() =>
  import("~/components/layout/page-error").then((module) => ({ default: module.PageError })),
);

export default function RootError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col">
      <Suspense>
        <PageError {...props} />
      </Suspense>
    </main>
  );
}
