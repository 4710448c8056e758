import { maxSendBytes, SendInput } from "~/features/chat/chat-stream.schema";
import { answerResponse } from "~/features/chat/server/answer-response";
import { enterChat, stillReading } from "~/features/chat/server/enter-chat.service";
import { sendMessage } from "~/features/chat/server/send-message.service";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async (incoming) => {
  // The body arrives while the session is looked up; what is wrong with it is told to a member only.
  const reading = readJson(incoming.request, SendInput, maxSendBytes);
  reading.catch(() => undefined);
  const scope = await enterChat(incoming, "chat.write");
  const input = await reading;
  const source = await sendMessage(scope, input);
  return answerResponse(source, { after: 0, requestId: incoming.requestId, mayStillRead: stillReading(incoming) });
});
