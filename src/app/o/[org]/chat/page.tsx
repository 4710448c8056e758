import { getOrgViewer } from "~/app/viewer";
import { ChatPage } from "~/features/chat/components/chat-page";

export default async function NewChat({ params }: { params: Promise<{ org: string }> }) {
  await getOrgViewer((await params).org);
  return <ChatPage />;
}
