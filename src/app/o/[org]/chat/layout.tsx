import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getOrgViewer } from "~/app/viewer";
import { ChatFrame } from "~/features/chat/components/chat-frame";
import { apiOf } from "~/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("chat");
  return { title: t("title") };
}

/** The list and what outlives a conversation stay while one moves from one to the next. */
export default async function ChatLayout(props: { children: ReactNode; params: Promise<{ org: string }> }) {
  const { org: slug } = await props.params;
  const { org, user, role, permissions } = await getOrgViewer(slug);
  const { api, HydrateClient } = apiOf(slug);
  // Awaited: what is still on its way while the page hydrates would differ from what the server drew.
  await Promise.all([api.chat.list.prefetchInfinite({}), api.chat.models.prefetch()]);
  return (
    <HydrateClient>
      <ChatFrame
        org={{ id: org.id, slug: org.slug, name: org.name, timeZone: org.timeZone }}
        user={{ id: user.id, name: user.name }}
        role={role}
        may={{ write: permissions.includes("chat.write"), buy: permissions.includes("credits.buy") }}
      >
        {props.children}
      </ChatFrame>
    </HydrateClient>
  );
}
