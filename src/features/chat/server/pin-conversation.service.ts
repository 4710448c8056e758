import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { PinInput, ConversationSummary } from "../chat.schema";

export async function pinConversation(_ctx: OrgContext, _input: PinInput): Promise<ConversationSummary> {
  throw new AppError("unavailable", "not built yet");
}
