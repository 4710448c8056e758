import { notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import type { ConversationInput, ConversationView, MessageView, ReceiptSummary } from "../chat.schema";
import { type ChargeSum, findUnsettled, sumCharges, sumConversations } from "./charges.repository";
import { findOwn } from "./conversations.repository";
import { findModelNames, listMessages, type MessageRow } from "./messages.repository";
import { recoverAnswers } from "./recover-answers.job";

/** A conversation of the person's own with all its branches. Mends an answer whose writer was lost, before it is shown. */
export async function getConversation(scope: OrgScope, input: ConversationInput): Promise<ConversationView> {
  const view = await read(scope, input.conversationId);
  const lost = view.messages.find(({ status, leaseExpiresAt }) => status === "streaming" && isPast(leaseExpiresAt));
  if (lost === undefined) return forReader(view);
  await recoverAnswers(scope.backend, { answerId: lost.id });
  return forReader(await read(scope, input.conversationId));
}

type Read = Omit<ConversationView, "messages" | "runningAnswerId"> & {
  messages: (MessageView & { leaseExpiresAt: Date | null })[];
};

function read(scope: OrgScope, conversationId: string): Promise<Read> {
  return scope.inOrg(async (db) => {
    const ctx = { ...scope, db };
    const conversation = await findOwn(ctx, conversationId);
    if (conversation === null) throw notFound("conversation");
    const rows = await listMessages(ctx, conversationId);
    const charges = await sumCharges(ctx, conversationId);
    const totals = await sumConversations(ctx, [conversationId]);
    const modelNames = await findModelNames(ctx, [...new Set(rows.map(({ modelId }) => modelId))]);
    const unsettled = await findUnsettled(
      ctx,
      rows.map(({ id }) => id),
    );
    const messages = rows.map((row) => ({
      ...row,
      receipt: receiptOf(row, charges.get(row.id), unsettled.has(row.id)),
    }));
    return { conversation: { ...conversation, totalUcr: totals.get(conversationId) ?? 0n }, messages, modelNames };
  });
}

function forReader({ conversation, messages, modelNames }: Read): ConversationView {
  return {
    conversation,
    messages: messages.map(({ leaseExpiresAt: _lease, ...message }) => message),
    modelNames,
    runningAnswerId: messages.find(({ status }) => status === "streaming")?.id ?? null,
  };
}

function receiptOf(row: MessageRow, sum: ChargeSum | undefined, isUnsettled: boolean): ReceiptSummary | null {
  if (row.role === "user" || (sum === undefined && !isUnsettled)) return null;
  return {
    state: isUnsettled ? "pending" : "final",
    chargedUcr: sum?.chargedUcr ?? 0n,
    costPusd: sum?.costPusd ?? 0n,
    inputTokens: Number(sum?.inputTokens ?? 0n),
    outputTokens: Number(sum?.outputTokens ?? 0n),
    isEstimated: sum?.isEstimated ?? false,
  };
}

function isPast(at: Date | null): boolean {
  return at !== null && at.getTime() < Date.now();
}
