import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PricesPage } from "~/features/admin/components/prices-page";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("prices") };
}

export default async function ConsolePricesPage() {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await api.admin.prices.prefetch();
  return (
    <HydrateClient>
      <PricesPage />
    </HydrateClient>
  );
}
