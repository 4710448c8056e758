"use client";

import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { Page, PageHeader } from "~/components/layout/page";
import { Band } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { formatCredits } from "~/lib/format-credits";
import { formatUsd } from "~/lib/format-usd";
import { api, type RouterOutputs } from "~/trpc/react";
import { ConsoleQuery } from "./console-query";
import { HealthCard } from "./health-card";
import { KeyFigure } from "./key-figure";
import { UsageDays } from "./usage-days";

/** The platform at a glance: who is there, what is owed to them, what today brought, and whether the books are right. */
export function OverviewPage() {
  const t = useTranslations("admin.overview");
  const overview = api.admin.overview.useQuery();
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} />
      <ConsoleQuery query={overview} height={420}>
        {(data) => (
          <>
            {data.creditPricePusd === null ? <Note tone="destructive">{t("noMarkup")}</Note> : null}
            <Figures data={data} />
            <Band className="md:grid-cols-[minmax(0,1fr)_320px]">
              <UsageDays days={data.days} shownDays={data.shownDays} />
              <HealthCard check={data.check} />
            </Band>
          </>
        )}
      </ConsoleQuery>
    </Page>
  );
}

function Figures({ data }: { data: RouterOutputs["admin"]["overview"] }) {
  const t = useTranslations("admin.overview");
  const locale = useLocale();
  const dollars = (pusd: bigint) => formatUsd(pusd, locale, { fractionDigits: 2 });
  const worth = data.creditPricePusd === null ? null : (data.outstandingUcr * data.creditPricePusd) / 1_000_000n;
  return (
    <Band className="sm:grid-cols-2 lg:grid-cols-4 sm:max-lg:[&>*:nth-child(3)]:border-l-0! sm:max-lg:[&>*:nth-child(n+3)]:border-t!">
      <KeyFigure title={t("orgs")} notes={[t("orgsNew", { count: data.orgsThisWeek, people: data.people })]}>
        {new Intl.NumberFormat(locale).format(data.orgs)}
      </KeyFigure>
      <KeyFigure
        title={t("outstanding")}
        notes={[
          worth === null ? null : t("outstandingWorth", { worth: dollars(worth) }),
          t("heldDebt", { held: formatCredits(data.heldUcr, locale), debt: formatCredits(data.debtUcr, locale) }),
        ]}
      >
        <CreditAmount ucr={data.outstandingUcr} focusable />
      </KeyFigure>
      <KeyFigure
        title={t("charged")}
        notes={[
          t("chargedDetail", {
            calls: data.callsToday,
            cost: formatUsd(data.costTodayPusd, locale, { fractionDigits: 4 }),
          }),
        ]}
      >
        <CreditAmount ucr={data.chargedTodayUcr} focusable />
      </KeyFigure>
      <KeyFigure title={t("paid")} notes={[t("paidToday", { amount: dollars(data.paidTodayUsdMicros * 1_000_000n) })]}>
        {dollars(data.paidUsdMicros * 1_000_000n)}
      </KeyFigure>
    </Band>
  );
}
