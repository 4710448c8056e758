import type { OrgContext } from "~/server/context";
import type { ConversationSummary, RenameInput } from "../chat.schema";
import { summaryOf } from "./conversation-summary";
import { updateOwn } from "./conversations.repository";
import { tellChanged } from "./tell-changed";

/** The person's own name for it; no model names it any more. */
export async function renameConversation(ctx: OrgContext, input: RenameInput): Promise<ConversationSummary> {
  await updateOwn(ctx, input.conversationId, { title: input.title, titleState: "named" });
  const summary = await summaryOf(ctx, input.conversationId);
  tellChanged(ctx, input.conversationId, "changed");
  return summary;
}
