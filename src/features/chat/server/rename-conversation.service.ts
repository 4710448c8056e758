import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { RenameInput, ConversationSummary } from "../chat.schema";

export async function renameConversation(_ctx: OrgContext, _input: RenameInput): Promise<ConversationSummary> {
  throw new AppError("unavailable", "not built yet");
}
