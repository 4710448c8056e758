import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { KeysPage } from "~/features/keys/components/keys-page";
import { v1Path } from "~/features/public-api/v1-routes";
import { MessagesProvider } from "~/i18n/messages-provider";
import { backend } from "~/server/ports";
import { apiOf } from "~/trpc/server";
import { getOrgViewer } from "../../../../viewer";
import { SettingsFrame } from "../settings-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

/** Keys for programs. */
export default async function OrgKeysPage({ params }: { params: Promise<{ org: string }> }) {
  const viewer = await getOrgViewer((await params).org);
  const { org, permissions } = viewer;
  if (!permissions.includes("keys.manage_own")) notFound();
  const t = await getTranslations("keys");
  const { api, HydrateClient } = apiOf(org.slug);
  await api.keys.list.prefetch();
  return (
    <SettingsFrame viewer={viewer} description={t(permissions.includes("keys.manage_all") ? "leadAll" : "lead")}>
      <MessagesProvider namespaces={["common", "errors", "keys"]} timeZone={org.timeZone}>
        <HydrateClient>
          <KeysPage baseUrl={`${backend().settings.appUrl}${v1Path}`} />
        </HydrateClient>
      </MessagesProvider>
    </SettingsFrame>
  );
}
