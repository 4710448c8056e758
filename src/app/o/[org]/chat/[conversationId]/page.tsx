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
  const { api, HydrateClient } = apiOf(org);
  await api.chat.get.prefetch(input.data);
  return (
    <HydrateClient>
      <ChatPage />
    </HydrateClient>
  );
}
