import "server-only";
import { randomUUID } from "node:crypto";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { fileUrl } from "~/features/files/file-url";
import { apiOf } from "~/trpc/server";

/**
 * Who chats, and the conversation that they began last: what was sent on another device goes on here. With none, the id of
 * a new one.
 */
export async function firstConversation({ org, user, role, permissions, avatarFileId }: Viewer) {
  const { api } = apiOf(org.slug);
  const [list, models] = await Promise.all([api.chat.list({ limit: 1 }), api.chat.models().catch(() => null)]);
  const [latest] = [...list.pinned, ...list.items].sort(
    (a, b) => b.lastMessageAt.getTime() - a.lastMessageAt.getTime(),
  );
  const view = latest === undefined ? null : await api.chat.get({ conversationId: latest.id });
  return {
    viewer: {
      org: { id: org.id, slug: org.slug, name: org.name, timeZone: org.timeZone },
      user: { id: user.id, name: user.name, picture: avatarFileId && fileUrl(avatarFileId, null) },
      role,
      may: { write: permissions.includes("chat.write"), buy: permissions.includes("credits.buy") },
      initial: { list: null, models },
    },
    conversationId: latest?.id ?? randomUUID(),
    initial: latest === undefined || view === null ? null : { conversationId: latest.id, view },
  };
}
