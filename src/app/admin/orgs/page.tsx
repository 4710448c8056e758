import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { OrgsPage } from "~/features/admin/components/orgs-page";
import { orgsInput, orgsSearchParams } from "~/features/admin/orgs-search-params";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

const loadSearch = createLoader(orgsSearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("orgs") };
}

export default async function ConsoleOrgsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await api.admin.orgs.prefetch(orgsInput(await loadSearch(searchParams)));
  return (
    <HydrateClient>
      <OrgsPage />
    </HydrateClient>
  );
}
