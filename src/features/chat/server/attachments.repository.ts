import type { OrgDb } from "~/server/db";
import { type Attachment, kindOf } from "../attachments";
import type { FileContent } from "./read-content";

type Ctx = { db: OrgDb; orgId: string; userId: string };

/** isRead: what is in it is known, or it is a picture or a recording and needs no reading. */
export type FoundFile = Attachment & { isRead: boolean };

type Row = {
  id: string;
  name: string;
  content_type: string;
  size: bigint;
  width: number | null;
  height: number | null;
  pages: number | null;
  tokens: number | null;
};

/** The person's own uploads of this organisation that can be attached, by these ids, in their order. */
export async function findFiles(ctx: Ctx, fileIds: readonly string[]): Promise<FoundFile[]> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT f.id, f.name, f.content_type, f.size, f.width, f.height, coalesce(c.pages, f.pages) AS pages, c.tokens
    FROM unnest(${fileIds}::uuid[]) WITH ORDINALITY AS wanted (id, n)
    JOIN stored_file f ON f.id = wanted.id LEFT JOIN file_content c ON c.file_id = f.id
    WHERE f.org_id = ${ctx.orgId}::uuid AND f.user_id = ${ctx.userId}::uuid AND f.state = 'ready'
      AND f.purpose IN ('chat_attachment', 'audio')
    ORDER BY wanted.n`;
  return rows.flatMap((row) => {
    const kind = kindOf(row.content_type);
    if (kind === null) return [];
    const { id, name, content_type: contentType, width, height, pages, tokens } = row;
    const isRead = kind === "image" || kind === "audio" || tokens !== null;
    return [{ id, kind, name, contentType, size: Number(row.size), width, height, pages, textTokens: tokens, isRead }];
  });
}

/** Keeps what was read out of a file. Whoever read it at the same time read the same. */
export async function saveContent(ctx: Ctx, fileId: string, content: FileContent): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO file_content (file_id, org_id, user_id, pages, text, tokens)
    SELECT f.id, f.org_id, f.user_id, ${content.pages}, ${content.text}, ${content.tokens} FROM stored_file f
    WHERE f.id = ${fileId}::uuid AND f.org_id = ${ctx.orgId}::uuid AND f.user_id = ${ctx.userId}::uuid AND f.state = 'ready'
    ON CONFLICT (file_id) DO NOTHING`;
}

/** Texts by the id of their file; those that are gone are missing. */
export async function readTexts(ctx: Ctx, fileIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db.fileContent.findMany({
    where: { orgId: ctx.orgId, userId: ctx.userId, fileId: { in: [...fileIds] } },
    select: { fileId: true, text: true },
  });
  return new Map(rows.map(({ fileId, text }) => [fileId, text]));
}

/** Those of the files that no message refers to any more. */
export async function findGivenUp(ctx: Ctx, fileIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.storedFile.findMany({
    where: { orgId: ctx.orgId, userId: ctx.userId, id: { in: [...fileIds] }, attachedTo: { none: {} } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Notes how many files an answer is written without. */
export async function saveLeftOut(ctx: Ctx, answerId: string, leftOutFiles: number): Promise<void> {
  await ctx.db.chatMessage.updateMany({
    where: { id: answerId, orgId: ctx.orgId, userId: ctx.userId },
    data: { leftOutFiles },
  });
}

/** Files that messages of these conversations refer to. */
export async function listFilesOf(ctx: Ctx, conversationIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.chatAttachment.findMany({
    where: { orgId: ctx.orgId, userId: ctx.userId, message: { conversationId: { in: [...conversationIds] } } },
    select: { fileId: true },
    distinct: ["fileId"],
  });
  return rows.map(({ fileId }) => fileId);
}
