import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { ConversationInput, ConversationView } from "../chat.schema";

export async function getConversation(_ctx: OrgContext, _input: ConversationInput): Promise<ConversationView> {
  throw new AppError("unavailable", "not built yet");
}
