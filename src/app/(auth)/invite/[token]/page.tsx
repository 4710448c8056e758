import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvitationPage } from "~/features/invitations/components/invitation-page";
import { OpenedBeacon } from "~/features/invitations/components/opened-beacon";
import { readInvitation } from "~/features/invitations/server/read-invitation.service";
import { MessagesProvider } from "~/i18n/messages-provider";
import { backend } from "~/server/ports";
import { TRPCReactProvider } from "~/trpc/react";
import { getSignedIn } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("invitations.page");
  // The address of this page is half of a key: it goes to nobody.
  return { title: t("metaTitle"), referrer: "no-referrer", robots: { index: false } };
}

/** Where the link of an invitation leads, for whoever follows it, signed in or not. */
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const user = await getSignedIn();
  const view = await readInvitation(backend(), user, token);
  return (
    <TRPCReactProvider key={user?.userId ?? "nobody"} org={null}>
      <MessagesProvider namespaces={["common", "errors", "auth", "invitations"]}>
        <InvitationPage view={view} token={token} ownEmail={user?.identity.email ?? null} />
        {view.kind === "unknown" || view.kind === "member" ? null : <OpenedBeacon token={token} />}
      </MessagesProvider>
    </TRPCReactProvider>
  );
}
