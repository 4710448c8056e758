"use client";

import { CircleCheck, ShieldCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Page, PageHeader } from "~/components/layout/page";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { DataList } from "~/components/ui/data-list";
import { EmptyState } from "~/components/ui/empty-state";
import { Note } from "~/components/ui/note";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { toast } from "~/components/ui/toast";
import { formatDate } from "~/lib/format-date";
import { api, type RouterOutputs } from "~/trpc/react";
import { invariantKey } from "../invariant-key";
import { ConsoleQuery } from "./console-query";
import { HealthItem } from "./health-item";

type Run = NonNullable<RouterOutputs["admin"]["lastCheck"]>;

/** What must always be true of the ledger, whether it was when last checked, and a check now. */
export function HealthPage() {
  const t = useTranslations("admin.health");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const last = api.admin.lastCheck.useQuery();
  const check = api.admin.checkLedger.useMutation({
    onSuccess: (run) => {
      utils.admin.lastCheck.setData(undefined, run);
      const bad = violationsOf(run);
      if (bad === 0) toast.done(t("done", { count: run.results.length }));
      else toast.failed(t("doneBad", { count: bad }));
    },
    onError: (error) => toast.failed(errorText(error)),
  });
  const run = (
    <Button variant="primary" pending={check.isPending} onClick={() => check.mutate()}>
      {check.isPending ? null : <ShieldCheck aria-hidden />}
      {t("run")}
    </Button>
  );
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} actions={run} />
      <ConsoleQuery query={last} height={420}>
        {(found) =>
          found === null ? (
            <Card>
              <EmptyState icon={ShieldCheck} title={t("never")}>
                {t("neverHint")}
              </EmptyState>
            </Card>
          ) : (
            <Results run={found} />
          )
        }
      </ConsoleQuery>
    </Page>
  );
}

function Results({ run }: { run: Run }) {
  const t = useTranslations("admin.health");
  const texts = useTranslations("admin.invariants");
  const locale = useLocale();
  const bad = violationsOf(run);
  const when = formatDate(run.checkedAt, locale, { style: "full", timeZone: "UTC" });
  return (
    <>
      <Note
        tone={bad === 0 ? "success" : "destructive"}
        title={bad === 0 ? t("good", { count: run.results.length }) : t("bad", { count: bad })}
      >
        {t("last", { when, ms: run.durationMs })}
      </Note>
      <Card>
        <DataList className="md:hidden">
          {run.results.map((result) => (
            <HealthItem key={result.invariant} result={result} />
          ))}
        </DataList>
        <div className="max-md:hidden">
          <Table aria-label={t("title")}>
            <TableHeader>
              <TableRow>
                <TableHead className="w-full">{t("invariant")}</TableHead>
                <TableHead>{t("orgs")}</TableHead>
                <TableHead numeric>{t("count")}</TableHead>
                <TableHead>{t("state")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {run.results.map((result) => {
                const key = invariantKey(result.invariant);
                const isWhole = result.violations === 0;
                return (
                  <TableRow key={result.invariant}>
                    <TableCell className="w-full whitespace-normal py-2">
                      {key === undefined ? result.invariant : texts(key)}
                    </TableCell>
                    <TableCell className="max-w-64 truncate">
                      {result.orgIds.slice(0, 5).map((id) => (
                        <Link
                          key={id}
                          href={`/admin/orgs/${id}`}
                          className="mr-2 font-mono text-primary text-xs hover:underline"
                        >
                          {id.slice(0, 8)}
                        </Link>
                      ))}
                    </TableCell>
                    <TableCell numeric>{new Intl.NumberFormat(locale).format(result.violations)}</TableCell>
                    <TableCell className={isWhole ? "text-success" : "font-medium text-destructive"}>
                      <span className="flex items-center gap-1.5">
                        {isWhole ? (
                          <CircleCheck aria-hidden className="size-3.5" />
                        ) : (
                          <TriangleAlert aria-hidden className="size-3.5" />
                        )}
                        {t(isWhole ? "holds" : "broken")}
                      </span>
                    </TableCell>
                  </TableRow>
                );
              })}
            </TableBody>
          </Table>
        </div>
      </Card>
    </>
  );
}

function violationsOf(run: Run): number {
  return run.results.reduce((sum, { violations }) => sum + violations, 0);
}
