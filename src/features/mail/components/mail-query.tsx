"use client";

import type { ReactNode } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { SkeletonRows } from "~/components/ui/skeleton";

type Query<Data> = { data: Data | undefined; error: unknown; isError: boolean; refetch: () => unknown };

/** What a query answered, or in its place what failed and how to try again, or the room it will take. */
export function MailQuery<Data>({ query, children }: { query: Query<Data>; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <SkeletonRows rows={8} widths={[30, 30, 12, 12]} />;
}
