import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdaptersPage } from "~/features/admin/components/adapters-page";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("adapters") };
}

export default async function ConsoleAdaptersPage() {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await api.admin.adapters.prefetch();
  return (
    <HydrateClient>
      <AdaptersPage />
    </HydrateClient>
  );
}
