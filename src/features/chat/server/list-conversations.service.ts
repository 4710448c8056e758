import { z } from "zod";
import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { ConversationPage, ListConversationsInput } from "../chat.schema";
import { summarize } from "./conversation-summary";
import { type ConversationRow, listOwn, type PageEnd, searchOwn } from "./conversations.repository";

const maxPinned = 100;

/** The person's own conversations, newest first. Pinned ones come apart; a search finds both alike. */
export async function listConversations(ctx: OrgContext, input: ListConversationsInput): Promise<ConversationPage> {
  const search = input.search ? input.search : null;
  const after = input.cursor ? readCursor(input.cursor) : null;
  const isFirst = after === null && search === null;
  const pinned = isFirst ? await listOwn(ctx, { pinned: true, after: null, take: maxPinned }) : [];
  const take = input.limit + 1;
  const rows =
    search === null
      ? await listOwn(ctx, { pinned: false, after, take })
      : await searchOwn(ctx, { search, after, take });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    pinned: await summarize(ctx, pinned),
    items: await summarize(ctx, page),
    nextCursor: rows.length > page.length && last !== undefined ? cursorOf(last) : null,
  };
}

function cursorOf(row: ConversationRow): string {
  return `${row.lastMessageAt.toISOString()} ${row.id}`;
}

function readCursor(cursor: string): PageEnd {
  const [at, id] = cursor.split(" ");
  const parsed = Cursor.safeParse({ lastMessageAt: at, id });
  if (!parsed.success)
    throw new AppError("bad_input", "not a cursor of this list", { details: { fields: { cursor: "invalid" } } });
  return parsed.data;
}

const Cursor = z.object({ lastMessageAt: z.iso.datetime().transform((at) => new Date(at)), id: z.uuid() });
