import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsBlock } from "~/features/accounts/components/settings-block";
import { LogoField } from "~/features/files/components/logo-field";
import { getOrgViewer } from "../../../../viewer";
import { SettingsFrame } from "../settings-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organization");
  return { title: t("pages.general") };
}

/** What the organisation is: changed by those who may, seen by the others with the way out. */
export default async function OrgGeneralPage({ params }: { params: Promise<{ org: string }> }) {
  const viewer = await getOrgViewer((await params).org);
  const { org, permissions, organizations } = viewer;
  const t = await getTranslations("account");
  const logoFileId = organizations.find(({ id }) => id === org.id)?.logoFileId ?? null;
  return (
    <SettingsFrame viewer={viewer}>
      {permissions.includes("org.update") ? (
        <SettingsBlock title={t("logo")} description={t("logoLead")}>
          <LogoField org={{ slug: org.slug, name: org.name }} logoFileId={logoFileId} />
        </SettingsBlock>
      ) : null}
    </SettingsFrame>
  );
}
