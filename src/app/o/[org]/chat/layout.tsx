import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getOrgViewer } from "~/app/viewer";
import { ChatFrame } from "~/features/chat/components/chat-frame";
import { fileUrl } from "~/features/files/file-url";
import { apiOf } from "~/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("chat");
  return { title: t("title") };
}

/** The list and what outlives a conversation stay while one moves from one to the next. */
export default async function ChatLayout(props: { children: ReactNode; params: Promise<{ org: string }> }) {
  const { org: slug } = await props.params;
  const { org, user, role, permissions, avatarFileId } = await getOrgViewer(slug);
  const { api } = apiOf(slug);
  // What cannot be read now is asked for again by the browser, which can say so in place.
  const [list, models] = await Promise.all([api.chat.list({}).catch(() => null), api.chat.models().catch(() => null)]);
  return (
    <ChatFrame
      org={{ id: org.id, slug: org.slug, name: org.name, timeZone: org.timeZone }}
      user={{ id: user.id, name: user.name, picture: avatarFileId && fileUrl(avatarFileId, null) }}
      role={role}
      may={{ write: permissions.includes("chat.write"), buy: permissions.includes("credits.buy") }}
      initial={{ list, models }}
    >
      {props.children}
    </ChatFrame>
  );
}
