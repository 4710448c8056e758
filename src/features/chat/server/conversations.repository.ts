import { z } from "zod";
import type { OrgDb } from "~/server/db";
import { type TitleState, titleStates } from "../chat.schema";

type Ctx = { db: OrgDb; orgId: string; userId: string };

export type ConversationRow = {
  id: string;
  title: string;
  titleState: TitleState;
  pinnedAt: Date | null;
  modelId: string;
  lastMessageAt: Date;
  activeLeafId: string | null;
  createdAt: Date;
  isRunning: boolean;
};

const select = {
  id: true,
  title: true,
  titleState: true,
  pinnedAt: true,
  modelId: true,
  lastMessageAt: true,
  activeLeafId: true,
  createdAt: true,
  _count: { select: { messages: { where: { status: "streaming" } } } },
} as const;

const newestFirst = [{ lastMessageAt: "desc" as const }, { id: "asc" as const }];

/** Where a page ended: the next one begins after it. */
export type PageEnd = { lastMessageAt: Date; id: string };

/** The person's own, newest first; pinned ones, the others, or (null) both. */
export async function listOwn(
  ctx: Ctx,
  wanted: { pinned: boolean | null; after: PageEnd | null; take: number },
): Promise<ConversationRow[]> {
  const { pinned, after, take } = wanted;
  const rows = await ctx.db.conversation.findMany({
    where: {
      orgId: ctx.orgId,
      userId: ctx.userId,
      ...(pinned !== null && { pinnedAt: pinned ? { not: null } : null }),
      ...(after !== null && {
        OR: [
          { lastMessageAt: { lt: after.lastMessageAt } },
          { lastMessageAt: after.lastMessageAt, id: { gt: after.id } },
        ],
      }),
    },
    select,
    orderBy: newestFirst,
    take,
  });
  return rows.map(toRow);
}

/** Those whose title or messages contain the text, in large or small letters. */
export async function searchOwn(
  ctx: Ctx,
  wanted: { search: string; after: PageEnd | null; take: number },
): Promise<ConversationRow[]> {
  const pattern = `%${asPlainText(wanted.search)}%`;
  const { lastMessageAt, id } = wanted.after ?? { lastMessageAt: null, id: null };
  const found = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM conversation c
    WHERE c.org_id = ${ctx.orgId}::uuid AND c.user_id = ${ctx.userId}::uuid
      AND (${lastMessageAt}::timestamptz IS NULL OR c.last_message_at < ${lastMessageAt}::timestamptz
        OR (c.last_message_at = ${lastMessageAt}::timestamptz AND c.id > ${id}::uuid))
      AND (chat_fold(c.title) LIKE chat_fold(${pattern}) OR EXISTS (
        SELECT FROM chat_message m WHERE m.conversation_id = c.id AND chat_fold(m.text) LIKE chat_fold(${pattern})))
    ORDER BY c.last_message_at DESC, c.id LIMIT ${wanted.take}`;
  const rows = await ctx.db.conversation.findMany({
    where: { orgId: ctx.orgId, userId: ctx.userId, id: { in: found.map((row) => row.id) } },
    select,
    orderBy: newestFirst,
  });
  return rows.map(toRow);
}

export async function findOwn(ctx: Ctx, conversationId: string): Promise<ConversationRow | null> {
  const row = await ctx.db.conversation.findFirst({ where: own(ctx, conversationId), select });
  return row === null ? null : toRow(row);
}

/** Returns how many there were to change: 0 where it is not the person's own. */
export async function updateOwn(
  ctx: Ctx,
  conversationId: string,
  data: { title: string; titleState: TitleState } | { pinnedAt: Date | null } | { activeLeafId: string },
): Promise<number> {
  const { count } = await ctx.db.conversation.updateMany({ where: own(ctx, conversationId), data });
  return count;
}

/** With its messages and their journals; charges are the ledger's and stay. */
export async function deleteOwn(ctx: Ctx, conversationId: string): Promise<number> {
  const { count } = await ctx.db.conversation.deleteMany({ where: own(ctx, conversationId) });
  return count;
}

/** Ids of the person's own that were begun by then. */
export async function listBegunBefore(ctx: Ctx, moment: Date, take: number): Promise<string[]> {
  const rows = await ctx.db.conversation.findMany({
    where: { orgId: ctx.orgId, userId: ctx.userId, createdAt: { lte: moment } },
    select: { id: true },
    orderBy: { id: "asc" },
    take,
  });
  return rows.map(({ id }) => id);
}

export async function deleteAll(ctx: Ctx, conversationIds: readonly string[]): Promise<void> {
  await ctx.db.conversation.deleteMany({
    where: { orgId: ctx.orgId, userId: ctx.userId, id: { in: [...conversationIds] } },
  });
}

function own(ctx: Ctx, conversationId: string) {
  return { id: conversationId, orgId: ctx.orgId, userId: ctx.userId };
}

function toRow({
  _count,
  titleState,
  ...row
}: Omit<ConversationRow, "isRunning" | "titleState"> & {
  titleState: string;
  _count: { messages: number };
}): ConversationRow {
  return { ...row, titleState: TitleStateOf.parse(titleState), isRunning: _count.messages > 0 };
}

/** In a pattern these three would stand for anything. */
function asPlainText(search: string): string {
  return search.replace(/[\\%_]/g, "\\$&");
}

const TitleStateOf = z.enum(titleStates);
