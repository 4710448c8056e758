import { notFound } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { ConversationSummary } from "../chat.schema";
import { sumConversations } from "./charges.repository";
import { type ConversationRow, findOwn } from "./conversations.repository";

/** Adds to each conversation what was charged for it. */
export async function summarize(ctx: OrgContext, rows: ConversationRow[]): Promise<ConversationSummary[]> {
  if (rows.length === 0) return [];
  const totals = await sumConversations(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ activeLeafId: _leaf, createdAt: _created, ...row }) => ({
    ...row,
    totalUcr: totals.get(row.id) ?? 0n,
  }));
}

/** One of the person's own; `not_found` for everybody else's. */
export async function summaryOf(ctx: OrgContext, conversationId: string): Promise<ConversationSummary> {
  const row = await findOwn(ctx, conversationId);
  const [summary] = row === null ? [] : await summarize(ctx, [row]);
  if (summary === undefined) throw notFound("conversation");
  return summary;
}
