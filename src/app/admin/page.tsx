import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OverviewPage } from "~/features/admin/components/overview-page";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("overview") };
}

export default async function ConsoleOverviewPage() {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await api.admin.overview.prefetch();
  return (
    <HydrateClient>
      <OverviewPage />
    </HydrateClient>
  );
}
