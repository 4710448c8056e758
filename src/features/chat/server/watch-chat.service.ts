import type { OrgScope } from "~/server/context";
import type { ChatEvent } from "../chat.schema";

export async function* watchChat(_scope: OrgScope, _signal: AbortSignal | undefined): AsyncGenerator<ChatEvent> {
  // Nothing happens yet.
}
