import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsBlock } from "~/features/accounts/components/settings-block";
import { LogoField } from "~/features/files/components/logo-field";
import { OrgDetailsForm } from "~/features/organizations/components/org-details-form";
import { SlugForm } from "~/features/organizations/components/slug-form";
import { backend } from "~/server/ports";
import { getOrgViewer } from "../../../../viewer";
import { SettingsFrame } from "../settings-frame";
import { DeletionBlock } from "./deletion-block";
import { ExportBlock } from "./export-block";
import { LeaveBlock } from "./leave-block";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organization");
  return { title: t("pages.general") };
}

/** What the organisation is: changed by those who may, seen by the others with the way out. */
export default async function OrgGeneralPage(props: {
  params: Promise<{ org: string }>;
  searchParams: Promise<{ export?: string | string[] }>;
}) {
  const viewer = await getOrgViewer((await props.params).org);
  const { org, permissions, organizations } = viewer;
  const [t, organization] = await Promise.all([getTranslations("account"), getTranslations("organization")]);
  const logoFileId = organizations.find(({ id }) => id === org.id)?.logoFileId ?? null;
  return (
    <SettingsFrame viewer={viewer}>
      <div className="flex flex-col">
        {permissions.includes("org.update") ? (
          <>
            <SettingsBlock title={organization("details.title")} description={organization("details.lead")}>
              <OrgDetailsForm
                org={{ name: org.name, timeZone: org.timeZone, locale: org.locale, currency: org.currency }}
              />
            </SettingsBlock>
            <SettingsBlock title={t("logo")} description={t("logoLead")}>
              <LogoField org={{ slug: org.slug, name: org.name }} logoFileId={logoFileId} />
            </SettingsBlock>
            <SettingsBlock title={organization("address.title")} description={organization("address.lead")}>
              <SlugForm slug={org.slug} origin={new URL(backend().settings.appUrl).host} />
            </SettingsBlock>
          </>
        ) : null}
        <LeaveBlock viewer={viewer} />
        <ExportBlock viewer={viewer} refused={(await props.searchParams).export} />
        <DeletionBlock viewer={viewer} />
      </div>
    </SettingsFrame>
  );
}
