"use client";

import Link from "next/link";
import { useLocale } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { durationText } from "../duration-text";
import { useFunctionName } from "../hooks/use-function-name";
import { RunBadge } from "./run-badge";
import type { RunLine } from "./run-table";

/** On a phone: function and state, then the error or the time, and how long it took. */
export function RunItems({ runs }: { runs: readonly RunLine[] }) {
  const locale = useLocale();
  const functionName = useFunctionName();
  return (
    <ul className="md:hidden">
      {runs.map((run) => (
        <li key={run.id} className="border-b last:border-b-0">
          <Link
            href={`/admin/jobs/${run.id}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-[11px] focus-visible:-outline-offset-2"
          >
            <span className="min-w-0 truncate font-medium">{functionName(run)}</span>
            <RunBadge state={run.state} />
            <span className="min-w-0 truncate text-muted-foreground text-xs">
              {run.error?.message ?? (
                <DateTime date={run.startedAt ?? run.queuedAt} style="dayTimeSeconds" timeZone="UTC" />
              )}
            </span>
            <span className="num text-right text-muted-foreground text-xs">
              {run.durationMs === null ? "—" : durationText(run.durationMs, locale)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
