"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Card } from "~/components/ui/card";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { Note } from "~/components/ui/note";
import { Skeleton } from "~/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { api } from "~/trpc/react";
import type { Funnel } from "../onboarding.schema";

/** For the console: how far those came who began lately. */
export function OnboardingFunnel() {
  const t = useTranslations("onboarding");
  const heading = useId();
  const errorText = useErrorText();
  const { data, error } = api.onboarding.funnel.useQuery();
  if (error !== null && data === undefined) return <Note tone="destructive">{errorText(error)}</Note>;
  if (data === undefined) return <Skeleton className="h-32 w-full rounded-lg" />;
  const { begun, finished, setAside, days } = data;
  return (
    <Card aria-labelledby={heading}>
      <div className="px-4 pt-4 pb-3">
        <h2 id={heading} className="font-medium text-sm">
          {t("funnel.title")}
        </h2>
        <p className="text-muted-foreground text-sm">
          {begun === 0 ? t("funnel.none", { days }) : t("funnel.lead", { begun, finished, setAside, days })}
        </p>
      </div>
      {begun === 0 ? null : <Steps steps={data.steps} headingId={heading} />}
    </Card>
  );
}

/** A table; on a phone each step is two lines. */
function Steps({ steps, headingId }: { steps: Funnel["steps"]; headingId: string }) {
  const t = useTranslations("onboarding");
  const locale = useLocale();
  const figure = (count: number) => new Intl.NumberFormat(locale).format(count);
  return (
    <>
      <div className="max-md:hidden">
        <Table aria-labelledby={headingId}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("funnel.step")}</TableHead>
              <TableHead numeric>{t("funnel.seen")}</TableHead>
              <TableHead numeric>{t("funnel.done")}</TableHead>
              <TableHead numeric>{t("funnel.skipped")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {steps.map(({ step, seen, done, skipped }) => (
              <TableRow key={step}>
                <TableCell>{t(`names.${step}`)}</TableCell>
                <TableCell numeric>{figure(seen)}</TableCell>
                <TableCell numeric>{figure(done)}</TableCell>
                <TableCell numeric>{figure(skipped)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <DataList aria-labelledby={headingId} className="border-t md:hidden">
        {steps.map(({ step, ...counts }) => (
          <DataListItem
            key={step}
            title={t(`names.${step}`)}
            meta={t("funnel.inLine", {
              seen: figure(counts.seen),
              done: figure(counts.done),
              skipped: figure(counts.skipped),
            })}
          />
        ))}
      </DataList>
    </>
  );
}
