"use client";

import { ScaleIcon } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { Page, PageHeader } from "~/components/layout/page";
import { Button } from "~/components/ui/button";
import { Band, Card } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import { formatCredits } from "~/lib/format-credits";
import { formatDate } from "~/lib/format-date";
import { formatPercent } from "~/lib/format-percent";
import { formatUsd } from "~/lib/format-usd";
import { api, type RouterOutputs } from "~/trpc/react";
import { AdjustDialog } from "./adjust-dialog";
import { BackLink } from "./back-link";
import { ConsoleQuery } from "./console-query";
import { KeyFigure } from "./key-figure";
import { OrgActs } from "./org-acts";
import { OrgBadges } from "./org-badges";
import { OrgCharges } from "./org-charges";
import { OrgEntries } from "./org-entries";
import { OrgLots } from "./org-lots";
import { OrgMembers } from "./org-members";
import { OrgStateNotes } from "./org-state-notes";

export type OrgAccount = RouterOutputs["admin"]["org"];

/** One organisation: its account, everything that changed it, and the way to change it by hand. */
export function OrgPage({ orgId, hasActingEnded }: { orgId: string; hasActingEnded: boolean }) {
  const t = useTranslations("admin.org");
  const account = api.admin.org.useQuery({ orgId });
  return (
    <Page>
      <BackLink href="/admin/orgs">{t("back")}</BackLink>
      {hasActingEnded ? (
        <Note tone="warning" live="status">
          {t("actingEnded")}
        </Note>
      ) : null}
      <ConsoleQuery query={account} height={420}>
        {(org) => <Account org={org} />}
      </ConsoleQuery>
    </Page>
  );
}

function Account({ org }: { org: OrgAccount }) {
  const t = useTranslations("admin.org");
  const locale = useLocale();
  const [isAdjusting, setAdjusting] = useState(false);
  const since = formatDate(org.createdAt, locale, { style: "dayYear", timeZone: org.timeZone });
  return (
    <>
      <PageHeader
        title={org.name}
        badges={<OrgBadges org={org} />}
        description={t("lead", { slug: org.slug, day: since })}
        actions={
          <>
            <OrgActs org={org} />
            <Button variant="primary" onClick={() => setAdjusting(true)}>
              <ScaleIcon aria-hidden />
              {t("adjust")}
            </Button>
          </>
        }
      />
      <OrgStateNotes org={org} />
      <Figures org={org} />
      <Tabs defaultValue="entries">
        <TabsList aria-label={t("tabs")}>
          {(["entries", "charges", "lots", "members"] as const).map((tab) => (
            <TabsTrigger key={tab} value={tab}>
              {t(tab)}
            </TabsTrigger>
          ))}
        </TabsList>
        <Card className="mt-5">
          <TabsContent value="entries">
            <OrgEntries orgId={org.id} timeZone={org.timeZone} />
          </TabsContent>
          <TabsContent value="charges">
            <OrgCharges orgId={org.id} timeZone={org.timeZone} />
          </TabsContent>
          <TabsContent value="lots">
            <OrgLots lots={org.lots} timeZone={org.timeZone} />
          </TabsContent>
          <TabsContent value="members">
            <OrgMembers org={org} />
          </TabsContent>
        </Card>
      </Tabs>
      {isAdjusting ? <AdjustDialog org={org} onClose={() => setAdjusting(false)} /> : null}
    </>
  );
}

function Figures({ org }: { org: OrgAccount }) {
  const t = useTranslations("admin.org");
  const locale = useLocale();
  const margin = marginOf(org);
  return (
    <Band className="md:grid-cols-3">
      <KeyFigure
        title={t("available")}
        notes={[org.heldUcr > 0n ? t("held", { credits: formatCredits(org.heldUcr, locale) }) : null]}
      >
        <CreditAmount ucr={org.postedUcr} focusable className={org.postedUcr < 0n ? "text-destructive" : undefined} />
      </KeyFigure>
      <KeyFigure
        title={t("last30")}
        notes={[
          t("last30Detail", { calls: org.calls, cost: formatUsd(org.costPusd, locale, { fractionDigits: 4 }) }),
          margin === null ? null : t("margin", { percent: formatPercent(margin, locale) }),
        ]}
      >
        <CreditAmount ucr={org.chargedUcr} focusable />
      </KeyFigure>
      <KeyFigure
        title={t("paid")}
        notes={[
          org.lastActivityAt === null
            ? null
            : t("lastActivity", {
                when: formatDate(org.lastActivityAt, locale, { style: "dayTime", timeZone: org.timeZone }),
              }),
        ]}
      >
        {formatUsd(org.paidUsdMicros * 1_000_000n, locale, { fractionDigits: 2 })}
      </KeyFigure>
    </Band>
  );
}

/** The share of what was charged that is not the provider's, at each charge's own price of a credit. */
function marginOf(org: OrgAccount): number | null {
  if (org.worthPusd === 0n) return null;
  return 1 - Number(org.costPusd) / Number(org.worthPusd);
}
