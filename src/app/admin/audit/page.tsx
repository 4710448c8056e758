import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { Page, PageHeader } from "~/components/layout/page";
import { auditOrgOf, auditQuestionOf, auditSearchParams } from "~/features/audit/audit-search-params";
import { AuditPage } from "~/features/audit/components/audit-page";
import { MessagesProvider } from "~/i18n/messages-provider";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

const loadSearch = createLoader(auditSearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function ConsoleAuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await getSuperadmin();
  const [search, t] = await Promise.all([loadSearch(searchParams), getTranslations("audit")]);
  const { api, HydrateClient } = apiOf(null);
  await api.audit.platformList.prefetch({ ...auditQuestionOf(search), orgId: auditOrgOf(search) });
  return (
    <MessagesProvider namespaces={["common", "errors", "audit"]}>
      <Page>
        <PageHeader title={t("title")} description={t("platformLead")} />
        <HydrateClient>
          <AuditPage of="platform" orgSlug={null} />
        </HydrateClient>
      </Page>
    </MessagesProvider>
  );
}
