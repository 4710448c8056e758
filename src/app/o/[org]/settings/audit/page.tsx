import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { auditQuestionOf, auditSearchParams } from "~/features/audit/audit-search-params";
import { AuditPage } from "~/features/audit/components/audit-page";
import { MessagesProvider } from "~/i18n/messages-provider";
import { apiOf } from "~/trpc/server";
import { getOrgViewer } from "../../../../viewer";
import { SettingsFrame } from "../settings-frame";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

const loadSearch = createLoader(auditSearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function OrgAuditPage({ params, searchParams }: Props) {
  const viewer = await getOrgViewer((await params).org);
  if (!viewer.permissions.includes("audit.read")) notFound();
  const t = await getTranslations("audit");
  const { api, HydrateClient } = apiOf(viewer.org.slug);
  await api.audit.list.prefetch(auditQuestionOf(await loadSearch(searchParams)));
  return (
    <MessagesProvider namespaces={["common", "errors", "audit"]} timeZone={viewer.org.timeZone}>
      <SettingsFrame viewer={viewer} description={t("lead")}>
        <HydrateClient>
          <AuditPage of="org" orgSlug={viewer.org.slug} />
        </HydrateClient>
      </SettingsFrame>
    </MessagesProvider>
  );
}
