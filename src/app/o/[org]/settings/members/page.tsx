import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { InvitationsSection } from "~/features/invitations/components/invitations-section";
import { InvitePeople } from "~/features/invitations/components/invite-people";
import { JoinDomains } from "~/features/invitations/components/join-domains";
import { MembersPage } from "~/features/members/components/members-page";
import { membersInput, membersSearchParams } from "~/features/members/members-search-params";
import { MessagesProvider } from "~/i18n/messages-provider";
import { apiOf } from "~/trpc/server";
import { getOrgViewer } from "../../../../viewer";
import { SettingsFrame } from "../settings-frame";

const loadSearch = createLoader(membersSearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("title") };
}

/** Who belongs to the organisation, and, for those who may invite, who is on their way in. */
export default async function OrgMembersPage(props: {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const viewer = await getOrgViewer((await props.params).org);
  const { org, permissions } = viewer;
  if (!permissions.includes("members.read")) notFound();
  const mayInvite = permissions.includes("members.invite");
  const t = await getTranslations("members");
  const { api, HydrateClient } = apiOf(org.slug);
  // Awaited, so that the page arrives filled. What fails is asked for again by the browser, in its place.
  await Promise.all([
    api.members.list.prefetch(membersInput(await loadSearch(props.searchParams))),
    api.members.transfer.prefetch(),
    mayInvite ? api.invitations.list.prefetchInfinite({}) : null,
    permissions.includes("org.domains") ? api.invitations.domains.prefetch() : null,
  ]);
  return (
    <SettingsFrame viewer={viewer} description={t("lead", { name: org.name })}>
      <MessagesProvider namespaces={["common", "errors", "auth", "members", "invitations"]} timeZone={org.timeZone}>
        <HydrateClient>
          <MembersPage
            org={{ slug: org.slug, name: org.name }}
            seesAll={permissions.includes("credits.read_all")}
            asksPassword={viewer.hasOwnCredentials}
            toolbarEnd={mayInvite ? <InvitePeople org={{ name: org.name }} /> : null}
          >
            {mayInvite ? <InvitationsSection /> : null}
            {permissions.includes("org.domains") ? <JoinDomains /> : null}
          </MembersPage>
        </HydrateClient>
      </MessagesProvider>
    </SettingsFrame>
  );
}
