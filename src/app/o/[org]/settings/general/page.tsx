import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Page, PageHeader } from "~/components/layout/page";
import { AccountTabs } from "~/features/accounts/components/account-tabs";
import { SettingsBlock } from "~/features/accounts/components/settings-block";
import { LogoField } from "~/features/files/components/logo-field";
import { getOrgViewer } from "../../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("organisation") };
}

/** How the organisation is shown, for those who may change it. */
export default async function OrgGeneralPage({ params }: { params: Promise<{ org: string }> }) {
  const { org, permissions, organizations } = await getOrgViewer((await params).org);
  if (!permissions.includes("org.update")) notFound();
  const t = await getTranslations("account");
  const base = `/o/${org.slug}/settings`;
  const logoFileId = organizations.find(({ id }) => id === org.id)?.logoFileId ?? null;
  return (
    <Page>
      <PageHeader title={t("title")} description={t("organisationLead", { name: org.name })} />
      <AccountTabs base={`${base}/account`} general={`${base}/general`} />
      <div className="flex flex-col">
        <SettingsBlock title={t("logo")} description={t("logoLead")}>
          <LogoField org={{ slug: org.slug, name: org.name }} logoFileId={logoFileId} />
        </SettingsBlock>
      </div>
    </Page>
  );
}
