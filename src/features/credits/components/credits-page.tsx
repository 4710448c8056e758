"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Page, PageHeader } from "~/components/layout/page";
import { Band, BandPart } from "~/components/ui/card";
import { formatUsdPrice } from "~/lib/format-usd";
import { api } from "~/trpc/react";
import { useWords } from "../hooks/use-words";
import { AvailableNow } from "./available-now";
import { BalanceMonthPart } from "./balance-month-part";
import { BuyCredits } from "./buy-credits";
import { CreditsActions } from "./credits-actions";
import { EntriesSection } from "./entries-section";
import { LotList } from "./lot-list";
import { OwnMonthPart } from "./own-month-part";
import { WhoCanBuy } from "./who-can-buy";

export type CreditsRights = { readOwn: boolean; readAll: boolean; buy: boolean; chat: boolean };

/** The credits of an organisation as this role may see them: all of it, one's own use, or the balance alone. */
export function CreditsPage(props: { orgSlug: string; rights: CreditsRights; creditPricePusd: bigint | null }) {
  const { t, locale } = useWords();
  const { orgSlug, rights, creditPricePusd } = props;
  const isOwn = rights.readOwn && !rights.readAll;
  return (
    <NuqsAdapter>
      <Page>
        <PageHeader
          title={t(isOwn ? "ownTitle" : "title")}
          description={
            creditPricePusd === null ? undefined : t("lead", { price: formatUsdPrice(creditPricePusd, locale) })
          }
          actions={<CreditsActions orgSlug={orgSlug} canExport={rights.readOwn} />}
        />
        {rights.readAll ? <WholeBand canBuy={rights.buy} /> : <OwnBand hasUse={rights.readOwn} />}
        {rights.readOwn ? (
          <EntriesSection seesAll={rights.readAll} chatHref={rights.chat ? `/o/${orgSlug}/chat` : null} />
        ) : null}
      </Page>
    </NuqsAdapter>
  );
}

function WholeBand({ canBuy }: { canBuy: boolean }) {
  const lots = api.credits.lots.useQuery();
  return (
    <Band className="md:grid-cols-2 xl:grid-cols-[328px_minmax(0,1fr)_304px]">
      <BandPart>
        <AvailableNow />
        <LotList lots={lots.data} />
      </BandPart>
      <BandPart className="max-xl:md:order-last max-xl:md:col-span-2 max-xl:md:border-t! max-xl:md:border-l-0!">
        <BalanceMonthPart />
      </BandPart>
      {canBuy ? (
        <BandPart>
          <BuyCredits />
        </BandPart>
      ) : null}
    </Band>
  );
}

function OwnBand({ hasUse }: { hasUse: boolean }) {
  return (
    <Band className={hasUse ? "md:grid-cols-3" : "md:grid-cols-2"}>
      <BandPart>
        <AvailableNow />
      </BandPart>
      {hasUse ? (
        <BandPart>
          <OwnMonthPart />
        </BandPart>
      ) : null}
      <BandPart>
        <WhoCanBuy />
      </BandPart>
    </Band>
  );
}
