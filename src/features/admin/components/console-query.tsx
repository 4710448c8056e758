"use client";

import type { ReactNode } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { Skeleton, SkeletonRows } from "~/components/ui/skeleton";

type Query<Data> = { data: Data | undefined; error: unknown; isError: boolean; refetch: () => unknown };

/** What a query answered, or in its place what failed and how to try again, or the room it will take. */
export function ConsoleQuery<Data>(props: {
  query: Query<Data>;
  /** Of what is to come, in pixels; or a table's columns, by their widths in per cent. */
  height?: number;
  columns?: readonly number[];
  children: (data: Data) => ReactNode;
}) {
  const { query } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (props.columns) return <SkeletonRows rows={10} widths={props.columns} />;
  return <Skeleton className="w-full rounded-lg" style={{ height: props.height }} />;
}
