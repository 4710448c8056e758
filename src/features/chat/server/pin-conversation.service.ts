import type { OrgContext } from "~/server/context";
import type { ConversationSummary, PinInput } from "../chat.schema";
import { summaryOf } from "./conversation-summary";
import { updateOwn } from "./conversations.repository";
import { tellChanged } from "./tell-changed";

export async function pinConversation(ctx: OrgContext, input: PinInput): Promise<ConversationSummary> {
  await updateOwn(ctx, input.conversationId, { pinnedAt: input.isPinned ? new Date() : null });
  const summary = await summaryOf(ctx, input.conversationId);
  tellChanged(ctx, input.conversationId, "changed");
  return summary;
}
