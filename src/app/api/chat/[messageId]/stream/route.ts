import { readAfter, readId } from "~/features/chat/chat-stream.schema";
import { answerResponse } from "~/features/chat/server/answer-response";
import { enterChat, stillReading } from "~/features/chat/server/enter-chat.service";
import { readAnswer } from "~/features/chat/server/read-answer.service";
import { route } from "~/server/route-handler";

export const GET = route<{ messageId: string }>(async (incoming, { messageId }) => {
  const scope = await enterChat(incoming, "chat.read");
  const source = await readAnswer(scope, readId(messageId));
  const after = readAfter(new URL(incoming.request.url), incoming.request.headers);
  return answerResponse(source, { after, requestId: incoming.requestId, mayStillRead: stillReading(incoming) });
});
