import { readId } from "~/features/chat/chat-stream.schema";
import { enterChat } from "~/features/chat/server/enter-chat.service";
import { stopAnswer } from "~/features/chat/server/stop-answer.service";
import { route } from "~/server/route-handler";

export const POST = route<{ messageId: string }>(async (incoming, { messageId }) => {
  const scope = await enterChat(incoming, "chat.write");
  return Response.json(await stopAnswer(scope, readId(messageId)));
});
