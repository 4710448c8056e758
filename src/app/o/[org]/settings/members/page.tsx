import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvitationsSection } from "~/features/invitations/components/invitations-section";
import { InvitePeople } from "~/features/invitations/components/invite-people";
import { JoinDomains } from "~/features/invitations/components/join-domains";
import { MessagesProvider } from "~/i18n/messages-provider";
import { getOrgViewer } from "../../../../viewer";
import { SettingsFrame } from "../settings-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organization");
  return { title: t("pages.members") };
}

/** Who belongs to the organisation, who is asked in, and who may come by themselves. */
export default async function OrgMembersPage({ params }: { params: Promise<{ org: string }> }) {
  const viewer = await getOrgViewer((await params).org);
  const { org, permissions } = viewer;
  const mayInvite = permissions.includes("members.invite");
  return (
    <SettingsFrame viewer={viewer}>
      <MessagesProvider namespaces={["common", "errors", "members", "invitations"]} timeZone={org.timeZone}>
        {mayInvite ? (
          <div className="flex flex-wrap items-center justify-end gap-3">
            <InvitePeople org={{ name: org.name }} />
          </div>
        ) : null}
        {mayInvite ? <InvitationsSection /> : null}
        {permissions.includes("org.domains") ? <JoinDomains /> : null}
      </MessagesProvider>
    </SettingsFrame>
  );
}
