"use client";

import { useLocale, useTranslations } from "next-intl";
import { Page, PageHeader } from "~/components/layout/page";
import { Badge } from "~/components/ui/badge";
import { Band, BandPart, Card } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { formatDate } from "~/lib/format-date";
import { api, type RouterOutputs } from "~/trpc/react";
import { ConsoleQuery } from "./console-query";
import { MarkupCurve } from "./markup-curve";
import { MarkupTiers } from "./markup-tiers";
import { MarkupVersions } from "./markup-versions";

export type MarkupVersion = RouterOutputs["admin"]["markups"][number];

/** The markup in force: its tiers, what they come to, and the versions before it. */
export function MarkupPage() {
  const t = useTranslations("admin.markup");
  const locale = useLocale();
  const markups = api.admin.markups.useQuery();
  const live = markups.data?.find(({ org, isInForce }) => org === null && isInForce);
  const since = live === undefined ? "" : formatDate(live.validFrom, locale, { style: "dayYear", timeZone: "UTC" });
  return (
    <Page>
      <PageHeader
        title={t("title")}
        badges={
          live === undefined ? null : <Badge tone="success">{t("live", { number: live.number, day: since })}</Badge>
        }
        description={t("lead")}
      />
      <ConsoleQuery query={markups} height={480}>
        {(versions) => (
          <>
            {live === undefined ? (
              <Note tone="destructive">{t("none")}</Note>
            ) : (
              <Band className="lg:grid-cols-[400px_minmax(0,1fr)] md:max-lg:[&>*+*]:border-t! md:max-lg:[&>*+*]:border-l-0!">
                <BandPart>
                  <MarkupTiers markup={live} />
                </BandPart>
                <BandPart>
                  <MarkupCurve markup={live} />
                </BandPart>
              </Band>
            )}
            <Card>
              <MarkupVersions versions={versions} />
            </Card>
          </>
        )}
      </ConsoleQuery>
    </Page>
  );
}
