import { notFound } from "next/navigation";
import { getOrgViewer } from "~/app/viewer";
import { ConversationInput } from "~/features/chat/chat.schema";
import { ChatPage } from "~/features/chat/components/chat-page";
import { apiOf } from "~/trpc/server";

export default async function Conversation({ params }: { params: Promise<{ org: string; conversationId: string }> }) {
  const { org, conversationId } = await params;
  await getOrgViewer(org);
  const input = ConversationInput.safeParse({ conversationId });
  if (!input.success) notFound();
  // Missing, foreign or not readable now: the browser asks again and says which, beside the list.
  const view = await apiOf(org)
    .api.chat.get(input.data)
    .catch(() => null);
  return <ChatPage initial={view} />;
}
