import { isErrorCode } from "~/lib/app-error";
import type { OrgDb } from "~/server/db";
import type { Attachment } from "../attachments";
import type { MessageView } from "../chat.schema";
import { readDetails, readFinishReason, readParts, Status } from "./answers.repository";
import { AttachmentsShape } from "./attachment-shape";

type Ctx = { db: OrgDb; orgId: string; userId: string };

export type MessageRow = Omit<MessageView, "receipt"> & { leaseExpiresAt: Date | null };

const select = {
  id: true,
  parentId: true,
  role: true,
  status: true,
  parts: true,
  modelId: true,
  finishReason: true,
  errorCode: true,
  errorDetails: true,
  tokens: true,
  droppedMessages: true,
  attachments: true,
  leftOutFiles: true,
  createdAt: true,
  finishedAt: true,
  leaseExpiresAt: true,
} as const;

/** The whole tree of a conversation, oldest first. */
export async function listMessages(ctx: Ctx, conversationId: string): Promise<MessageRow[]> {
  const rows = await ctx.db.chatMessage.findMany({
    where: { orgId: ctx.orgId, userId: ctx.userId, conversationId },
    select,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ errorCode, errorDetails, ...row }) => ({
    ...row,
    role: row.role === "user" ? "user" : "assistant",
    status: Status.parse(row.status),
    parts: readParts(row.parts),
    attachments: row.attachments === null ? [] : AttachmentsShape.parse(row.attachments),
    finishReason: readFinishReason(row.finishReason),
    error: isErrorCode(errorCode) ? { code: errorCode, details: readDetails(errorDetails) } : null,
  }));
}

/** True where the message is one of the conversation's. */
export async function hasMessage(ctx: Ctx, conversationId: string, messageId: string): Promise<boolean> {
  const where = { id: messageId, orgId: ctx.orgId, userId: ctx.userId, conversationId };
  return (await ctx.db.chatMessage.count({ where })) === 1;
}

export type BranchSize = { tokens: number; messages: number; attachments: Attachment[][] };

/** Tokens and files on the way from a message up to the root, newest first, for the bound of the next. */
export async function measureBranch(ctx: Ctx, leafId: string): Promise<BranchSize | null> {
  const [row] = await ctx.db.$queryRaw<{ tokens: number; messages: number; attachments: unknown[] | null }[]>`
    WITH RECURSIVE up AS (
      SELECT id, parent_id, tokens, attachments, 1 AS n FROM chat_message
      WHERE id = ${leafId}::uuid AND org_id = ${ctx.orgId}::uuid AND user_id = ${ctx.userId}::uuid
      UNION ALL SELECT m.id, m.parent_id, m.tokens, m.attachments, up.n + 1 FROM up JOIN chat_message m ON m.id = up.parent_id WHERE up.n < 2000)
    SELECT coalesce(sum(tokens), 0)::int AS tokens, count(*)::int AS messages,
      jsonb_agg(attachments ORDER BY n) FILTER (WHERE attachments IS NOT NULL) AS attachments FROM up`;
  if (row === undefined || row.messages === 0) return null;
  const attachments = (row.attachments ?? []).map((files) => AttachmentsShape.parse(files));
  return { tokens: row.tokens, messages: row.messages, attachments };
}

/** Names of models by id, those that are not offered any more included. */
export async function findModelNames(ctx: Ctx, ids: string[]): Promise<Record<string, string>> {
  const models = await ctx.db.model.findMany({ where: { id: { in: ids } }, select: { id: true, displayName: true } });
  return Object.fromEntries(models.map(({ id, displayName }) => [id, displayName]));
}
