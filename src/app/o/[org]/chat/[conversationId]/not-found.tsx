import { ChatPage } from "~/features/chat/components/chat-page";

/** Said beside the list, by the thread itself: from here one moves on to other conversations without loading. */
export default function MissingConversation() {
  return <ChatPage />;
}
