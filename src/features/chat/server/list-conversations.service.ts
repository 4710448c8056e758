import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { ListConversationsInput, ConversationPage } from "../chat.schema";

export async function listConversations(_ctx: OrgContext, _input: ListConversationsInput): Promise<ConversationPage> {
  throw new AppError("unavailable", "not built yet");
}
