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
  // Missing and foreign are said beside the list, in the same words; what could not be read now, the browser asks again.
  const found = await apiOf(org)
    .api.chat.get(input.data)
    .then((view) => ({ view, isMissing: false }))
    .catch((error: unknown) => ({ view: null, isMissing: error instanceof TRPCError && error.code === "NOT_FOUND" }));
  return <ChatPage initial={{ conversationId: input.data.conversationId, ...found }} />;
}
