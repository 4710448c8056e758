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

/** Where a page ended: the next one begins after it. */
export type PageEnd = { lastMessageAt: Date; id: string };

/** The person's own, newest first. `search` matches titles and messages, as plain text. */
export async function listOwn(
  ctx: Ctx,
  wanted: { pinned: boolean | null; search: string | null; after: PageEnd | null; take: number },
): Promise<ConversationRow[]> {
  const { pinned, after, take } = wanted;
  const search = wanted.search === null ? null : asPlainText(wanted.search);
  const rows = await ctx.db.conversation.findMany({
    where: {
      orgId: ctx.orgId,
      userId: ctx.userId,
      ...(pinned !== null && { pinnedAt: pinned ? { not: null } : null }),
      AND: [
        search === null
          ? {}
          : {
              OR: [
                { title: { contains: search, mode: "insensitive" } },
                { messages: { some: { text: { contains: search, mode: "insensitive" } } } },
              ],
            },
        after === null
          ? {}
          : {
              OR: [
                { lastMessageAt: { lt: after.lastMessageAt } },
                { lastMessageAt: after.lastMessageAt, id: { gt: after.id } },
              ],
            },
      ],
    },
    select,
    orderBy: [{ lastMessageAt: "desc" }, { id: "asc" }],
    take,
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

function own(ctx: Ctx, conversationId: string) {
  return { id: conversationId, orgId: ctx.orgId, userId: ctx.userId };
}

function toRow({ _count, titleState, ...row }: Omit<ConversationRow, "isRunning" | "titleState"> & { titleState: string; _count: { messages: number } }): ConversationRow {
  return { ...row, titleState: TitleStateOf.parse(titleState), isRunning: _count.messages > 0 };
}

/** In a pattern these three would stand for anything. */
function asPlainText(search: string): string {
  return search.replace(/[\\%_]/g, "\\$&");
}

const TitleStateOf = z.enum(titleStates);
