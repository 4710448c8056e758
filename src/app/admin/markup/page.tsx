import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MarkupPage } from "~/features/admin/components/markup-page";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("markup") };
}

export default async function ConsoleMarkupPage() {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await api.admin.markups.prefetch();
  return (
    <HydrateClient>
      <MarkupPage />
    </HydrateClient>
  );
}
