import { maxSendBytes, SendInput } from "~/features/chat/chat-stream.schema";
import { answerResponse } from "~/features/chat/server/answer-response";
import { enterChat, stillReading } from "~/features/chat/server/enter-chat.service";
import { sendMessage } from "~/features/chat/server/send-message.service";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async (incoming) => {
  const scope = await enterChat(incoming, "chat.write");
  const input = await readJson(incoming.request, SendInput, maxSendBytes);
  const source = await sendMessage(scope, input);
  return answerResponse(source, { after: 0, requestId: incoming.requestId, mayStillRead: stillReading(incoming) });
});
