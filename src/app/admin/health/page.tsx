import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HealthPage } from "~/features/admin/components/health-page";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("health") };
}

export default async function ConsoleHealthPage() {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await api.admin.lastCheck.prefetch();
  return (
    <HydrateClient>
      <HealthPage />
    </HydrateClient>
  );
}
