import { TRPCError } from "@trpc/server";
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
  const view = await apiOf(org)
    .api.chat.get(input.data)
    .catch((error: unknown) => {
      // Missing and foreign alike; nothing above this page may begin to stream, or it would be said with status 200.
      if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound();
      // What could not be read now, the browser asks for again.
      return null;
    });
  return <ChatPage initial={{ conversationId: input.data.conversationId, view }} />;
}
