import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrgInput } from "~/features/admin/admin.schema";
import { OrgPage } from "~/features/admin/components/org-page";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("orgs") };
}

export default async function ConsoleOrgPage(props: {
  params: Promise<{ orgId: string }>;
  searchParams: Promise<{ acting?: string | string[] }>;
}) {
  const { params, searchParams } = props;
  await getSuperadmin();
  const asked = OrgInput.safeParse(await params);
  if (!asked.success) notFound();
  const { api, HydrateClient } = apiOf(null);
  await api.admin.org.prefetch(asked.data);
  return (
    <HydrateClient>
      <OrgPage orgId={asked.data.orgId} hasActingEnded={(await searchParams).acting === "ended"} />
    </HydrateClient>
  );
}
