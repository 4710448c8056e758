import type { OrgScope } from "~/server/context";
import type { ChatEvent } from "../chat.schema";

/** What changes in the person's own conversations, in this tab, another one or in the background. */
export async function* watchChat(scope: OrgScope, signal: AbortSignal | undefined): AsyncGenerator<ChatEvent, void> {
  const events = scope.backend.events.subscribe(scope.orgId, signal ?? new AbortController().signal);
  for await (const event of events) {
    if (event.type === "resync") yield { type: "resync" };
    else if (event.type === "conversation" && event.userId === scope.userId) {
      yield { type: "conversation", conversationId: event.conversationId, change: event.change };
    }
  }
}
