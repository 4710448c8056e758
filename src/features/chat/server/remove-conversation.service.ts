import type { OrgScope } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { ConversationInput } from "../chat.schema";

export async function removeConversation(_ctx: OrgScope, _input: ConversationInput): Promise<{ messages: number; chargedUcr: bigint }> {
  throw new AppError("unavailable", "not built yet");
}
