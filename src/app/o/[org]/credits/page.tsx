import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { CreditsPage } from "~/features/credits/components/credits-page";
import { entrySearchParams, filterOf, pageOf } from "~/features/credits/entry-search-params";
import { apiOf } from "~/trpc/server";
import { getOrgViewer } from "../../../viewer";

const loadSearch = createLoader(entrySearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("credits");
  return { title: t("title") };
}

export default async function OrgCreditsPage(props: {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { org } = await props.params;
  const {
    permissions,
    org: { slug },
  } = await getOrgViewer(org);
  if (!permissions.includes("credits.read")) notFound();
  const [readOwn, readAll, buy] = (["credits.read_own", "credits.read_all", "credits.buy"] as const).map((wanted) =>
    permissions.includes(wanted),
  );
  const search = await loadSearch(props.searchParams);
  const { api, HydrateClient } = apiOf(slug);
  // Awaited, so that the page arrives filled. A part that fails is asked for again by the browser, in its place.
  await Promise.all([
    ...(readOwn
      ? [api.credits.entries.prefetch(pageOf(search)), api.credits.entryTotals.prefetch({ filter: filterOf(search) })]
      : []),
    ...(readOwn ? [api.credits.filterChoices.prefetch()] : []),
    ...(readAll ? [api.credits.lots.prefetch(), api.credits.month.prefetch()] : []),
    ...(readOwn && !readAll ? [api.credits.ownUse.prefetch()] : []),
    ...(readAll ? [] : [api.organizations.buyers.prefetch()]),
    ...(buy ? [api.credits.checkout.prefetch()] : []),
  ]);
  const { creditPricePusd } = await api.credits.terms();
  return (
    <HydrateClient>
      <CreditsPage
        orgSlug={slug}
        creditPricePusd={creditPricePusd}
        rights={{
          readOwn: readOwn === true,
          readAll: readAll === true,
          buy: buy === true,
          chat: permissions.includes("chat.write"),
        }}
      />
    </HydrateClient>
  );
}
