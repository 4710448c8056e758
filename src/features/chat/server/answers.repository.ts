import { z } from "zod";
import type { OrgDb } from "~/server/db";
import { type MessageStatus, messageStatuses, type StoredPart } from "../chat.schema";
import { type FinishReason, finishReasons } from "../chat-limits";

type Ctx = { db: OrgDb; orgId: string; userId: string };

export type StoredAnswer = {
  conversationId: string;
  questionId: string | null;
  modelId: string;
  status: MessageStatus;
  parts: StoredPart[];
  finishReason: FinishReason | null;
  errorCode: string | null;
  errorDetails: Record<string, unknown>;
  droppedMessages: number;
};

const select = {
  conversationId: true,
  parentId: true,
  modelId: true,
  status: true,
  parts: true,
  finishReason: true,
  errorCode: true,
  errorDetails: true,
  droppedMessages: true,
} as const;

/** One answer of the person's own. */
export async function findAnswer(ctx: Ctx, answerId: string): Promise<StoredAnswer | null> {
  const row = await ctx.db.chatMessage.findFirst({
    where: { id: answerId, orgId: ctx.orgId, userId: ctx.userId, role: "assistant" },
    select,
  });
  if (row === null) return null;
  return {
    conversationId: row.conversationId,
    questionId: row.parentId,
    modelId: row.modelId,
    status: Status.parse(row.status),
    parts: readParts(row.parts),
    finishReason: readFinishReason(row.finishReason),
    errorCode: row.errorCode,
    errorDetails: readDetails(row.errorDetails),
    droppedMessages: row.droppedMessages,
  };
}

/** Whether there is an answer of the person's own that ended like this. */
export async function hasAnswer(ctx: Ctx, status: MessageStatus): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM conversation c JOIN chat_message m ON m.conversation_id = c.id
      WHERE c.org_id = ${ctx.orgId}::uuid AND c.user_id = ${ctx.userId}::uuid
        AND m.role = 'assistant' AND m.status = ${status}) AS found`;
  return rows[0]?.found ?? false;
}

/** Notes that the answer is to stop. 0: there is no running answer of this id. */
export async function requestStop(ctx: Ctx, answerId: string, now: Date): Promise<number> {
  const { count } = await ctx.db.chatMessage.updateMany({
    where: { id: answerId, orgId: ctx.orgId, userId: ctx.userId, status: "streaming" },
    data: { stopRequestedAt: now },
  });
  return count;
}

export function readParts(value: unknown): StoredPart[] {
  return Parts.parse(value);
}

export function readFinishReason(value: string | null): FinishReason | null {
  return finishReasons.find((reason) => reason === value) ?? null;
}

export function readDetails(value: unknown): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(value);
  return parsed.success ? parsed.data : {};
}

export const Status = z.enum(messageStatuses);
const Parts = z.array(z.object({ type: z.enum(["text", "reasoning"]), text: z.string() }));
