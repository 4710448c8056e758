import type { ReactNode } from "react";
import { BalanceProvider } from "~/features/credits/components/balance-provider";
import { noteLastOrganization } from "~/features/organizations/server/note-last-organization.service";
import { MessagesProvider } from "~/i18n/messages-provider";
import { TRPCReactProvider } from "~/trpc/react";
import { apiOf, entrance } from "~/trpc/server";
import { clerkSetup } from "../../clerk/browser-sign-in";
import { ClerkSession } from "../../clerk/clerk-session";
import { getOrgViewer } from "../../viewer";
import { OrgShell } from "./org-shell";

export default async function OrgLayout(props: { children: ReactNode; params: Promise<{ org: string }> }) {
  const { org } = await props.params;
  const viewer = await getOrgViewer(org);
  const { slug } = viewer.org;
  const found = await entrance(slug);
  if (found?.org != null) await noteLastOrganization(found.org);
  // A balance that cannot be read must not take the page with it: the pill is left out until it can.
  const { api } = apiOf(slug);
  const [balance, offer, invited, standing] = await Promise.all([
    api.credits.now().catch(() => null),
    api.members.transfer().catch(() => null),
    api.invitations.mine().catch(() => null),
    api.onboarding.standing().catch(() => null),
  ]);
  return (
    <TRPCReactProvider key={slug} org={slug}>
      <MessagesProvider
        namespaces={["common", "errors", "shell", "chat", "credits", "account", "auth", "files", "organization"]}
        timeZone={viewer.org.timeZone}
      >
        <BalanceProvider initial={balance} channel={`${slug}:${viewer.user.id}`}>
          <OrgShell viewer={viewer} offer={offer} invited={invited} standing={standing}>
            {props.children}
          </OrgShell>
          <ClerkSession setup={await clerkSetup()} />
        </BalanceProvider>
      </MessagesProvider>
    </TRPCReactProvider>
  );
}
