import type { OrgContext } from "~/server/context";
import { emitEvent } from "~/server/outbox";
import type { ConversationFate } from "../member-limits";
import { memberRemoved } from "../members.events";
import { deleteMembership } from "./standings.repository";
import { voidTransfersOf } from "./transfers.repository";

/** Ends a membership, and tells the background what is to become of what there was. */
export async function endMembership(ctx: OrgContext, userId: string, conversations: ConversationFate): Promise<void> {
  await voidTransfersOf(ctx, userId);
  await deleteMembership(ctx, userId);
  const at = new Date().toISOString();
  await emitEvent(ctx.db, memberRemoved, { userId, conversations, at }, { orgId: ctx.orgId });
}
