import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SecurityPage } from "~/features/accounts/components/security-page";
import { apiOf } from "~/trpc/server";
import { ClerkProfileLink } from "../../../../../clerk/clerk-profile-link";
import { getOrgViewer } from "../../../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("security") };
}

export default async function AccountSecurityPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const { hasOwnCredentials } = await getOrgViewer(org);
  const { api, HydrateClient } = apiOf(org);
  // Awaited: a list that is half-way there would be one thing on the server and another in the browser.
  await api.account.sessions.prefetch();
  return (
    <HydrateClient>
      <SecurityPage elsewhere={hasOwnCredentials ? null : <ClerkProfileLink hint="credentialsLead" />} />
    </HydrateClient>
  );
}
