"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { RouterOutputs } from "~/trpc/react";
import { durationText } from "../duration-text";
import { useFunctionName } from "../hooks/use-function-name";
import { RunBadge } from "./run-badge";
import { RunCause } from "./run-cause";

export type RunLine = RouterOutputs["jobs"]["runs"]["runs"][number];

/** From 720 px up. A row opens its run. */
export function RunTable({ runs }: { runs: readonly RunLine[] }) {
  const t = useTranslations("jobs");
  return (
    <div className="max-md:hidden">
      <Table aria-label={t("runs")}>
        <TableHeader>
          <TableRow>
            <TableHead className="w-2/5">{t("function")}</TableHead>
            <TableHead>{t("stateLabel")}</TableHead>
            <TableHead>{t("started")}</TableHead>
            <TableHead numeric>{t("duration")}</TableHead>
            <TableHead numeric>{t("attempts")}</TableHead>
            <TableHead className="w-3/5">{t("error")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function RunRow({ run }: { run: RunLine }) {
  const locale = useLocale();
  const functionName = useFunctionName();
  const router = useRouter();
  const href = `/admin/jobs/${run.id}`;
  return (
    <TableRow interactive onClick={() => router.push(href)}>
      <TableCell height="tall" className="w-2/5 min-w-52 max-w-0">
        <Link href={href} className="block truncate font-medium" onClick={(event) => event.stopPropagation()}>
          {functionName(run)}
        </Link>
        <span className="block truncate text-muted-foreground text-xs">
          <RunCause eventName={run.eventName} />
        </span>
      </TableCell>
      <TableCell height="tall">
        <RunBadge state={run.state} />
      </TableCell>
      <TableCell height="tall" className="text-muted-foreground">
        <DateTime date={run.startedAt ?? run.queuedAt} style="dayTimeSeconds" timeZone="UTC" />
      </TableCell>
      <TableCell height="tall" numeric>
        {run.durationMs === null ? "—" : durationText(run.durationMs, locale)}
      </TableCell>
      <TableCell height="tall" numeric>
        {new Intl.NumberFormat(locale).format(run.attempts)}
      </TableCell>
      <TableCell height="tall" className="w-3/5 min-w-40 max-w-0 truncate text-muted-foreground">
        {run.error?.message}
      </TableCell>
    </TableRow>
  );
}
