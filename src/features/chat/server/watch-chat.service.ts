import { whileIn } from "~/features/accounts/server/while-in.service";
import type { OrgScope } from "~/server/context";
import type { ChatEvent } from "../chat.schema";

/**
 * What changes in the person's own conversations, in this tab, another one or in the background: until the signal
 * aborts, or the person may not read them any more.
 */
export async function* watchChat(
  scope: OrgScope,
  headers: Headers,
  given: AbortSignal | undefined,
): AsyncGenerator<ChatEvent, void> {
  const { signal, end } = whileIn(scope, headers, "chat.read", given);
  try {
    for await (const event of scope.backend.events.subscribe(scope.orgId, signal)) {
      if (event.type === "resync") yield { type: "resync" };
      else if (event.type === "conversation" && event.userId === scope.userId) {
        yield { type: "conversation", conversationId: event.conversationId, change: event.change };
      }
    }
  } finally {
    end();
  }
}
