import { discardFiles } from "~/features/files/server/delete-file.service";
import { notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import type { ConversationInput } from "../chat.schema";
import { findGivenUp } from "./attachments.repository";
import { sumConversations } from "./charges.repository";
import { deleteOwn, findOwn } from "./conversations.repository";
import { listMessages } from "./messages.repository";
import { runningAnswersOf } from "./running-answers";
import { tellChanged } from "./tell-changed";

/** Deletes messages for good. What they cost was spent: the charges stay. An answer that runs is ended and paid for. */
export async function removeConversation(
  scope: OrgScope,
  { conversationId }: ConversationInput,
): Promise<{ messages: number; chargedUcr: bigint }> {
  const removed = await scope.inOrg(async (db) => {
    const ctx = { ...scope, db };
    if ((await findOwn(ctx, conversationId)) === null) throw notFound("conversation");
    const messages = await listMessages(ctx, conversationId);
    const totals = await sumConversations(ctx, [conversationId]);
    const fileIds = messages.flatMap(({ attachments }) => attachments.map(({ id }) => id));
    await deleteOwn(ctx, conversationId);
    // With its last message each file is given up; one that another conversation shows as well stays.
    if (fileIds.length > 0) await discardFiles(db, { orgId: scope.orgId, fileIds: await findGivenUp(ctx, fileIds) });
    return { messages: messages.length, chargedUcr: totals.get(conversationId) ?? 0n };
  });
  for (const answer of runningAnswersOf(scope.backend).inConversation(conversationId)) answer.end("gone");
  tellChanged(scope, conversationId, "removed");
  return removed;
}
