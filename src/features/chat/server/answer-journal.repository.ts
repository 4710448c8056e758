import { z } from "zod";
import { queryPrepared, type Sql } from "~/server/db";
import { noteEmission } from "~/server/outbox-wake";
import { currentTraceparent } from "~/server/telemetry/tracing";
import type { AccessEnd } from "../access-end";
import type { Attachment } from "../attachments";
import { titleWanted } from "../chat.events";
import type { MessageStatus, StoredPart } from "../chat.schema";
import { AttachmentsShape } from "./attachment-shape";
import { hasSqlState } from "./sql-state";

/** Whose answer it is; with these the database's own walls are set for each statement. */
export type AnswerKey = { orgId: string; userId: string; answerId: string };

export type BeginInput = {
  conversationId: string;
  questionId: string;
  parentId: string | null;
  /** Null where the question is there already. */
  question: { text: string; tokens: number; title: string } | null;
  /** Of a new question. */
  attachments: readonly Attachment[];
  modelId: string;
  fingerprint: string;
  leaseSeconds: number;
  /** Texts of older messages than fit into so many tokens are not read. */
  historyTokens: number;
};

const Begun = z.discriminatedUnion("code", [
  z.object({
    code: z.literal("begun"),
    isNew: z.boolean(),
    previousLeafId: z.string().nullable(),
    history: z.array(
      z.object({
        role: z.enum(["user", "assistant"]),
        text: z.string(),
        tokens: z.number(),
        attachments: AttachmentsShape.optional(),
      }),
    ),
  }),
  z.object({ code: z.literal("replay") }),
  z.object({ code: z.literal("conflict") }),
  z.object({ code: z.literal("not_found"), what: z.string() }),
  z.object({ code: z.literal("in_progress"), answerId: z.string() }),
  z.object({ code: z.literal("lost"), answerId: z.string() }),
]);
export type Begun = z.infer<typeof Begun>;

/** Stores question, its files and empty answer, and reads the branch above them, in one statement. */
export async function beginAnswer(sql: Sql, key: AnswerKey, input: BeginInput): Promise<Begun> {
  const begin = "chat_begin($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
  const values = [
    key.orgId,
    key.userId,
    input.conversationId,
    input.questionId,
    key.answerId,
    input.parentId,
    input.question?.text ?? null,
    input.question?.tokens ?? null,
    input.question?.title ?? null,
    input.modelId,
    input.fingerprint,
    input.leaseSeconds,
    input.historyTokens,
  ];
  if (input.attachments.length === 0) {
    const { rows } = await queryPrepared<{ begun: unknown }>(sql, {
      name: "chat-begin",
      text: `SELECT ${begin} AS begun`,
      values,
    });
    return Begun.parse(rows[0]?.begun);
  }
  try {
    const { rows } = await sql.query<{ begun: unknown }>(
      `SELECT chat_attach(b.begun, $4, $14::jsonb) AS begun FROM (SELECT ${begin} AS begun OFFSET 0) b`,
      [...values, JSON.stringify(input.attachments)],
    );
    return Begun.parse(rows[0]?.begun);
  } catch (error) {
    // A file went between the look at it and here.
    if (hasSqlState(error, "CP202")) return { code: "not_found", what: "file" };
    throw error;
  }
}

/** Undoes beginAnswer. `questionId` is null where the question was there before. */
export async function withdrawAnswer(
  sql: Sql,
  key: AnswerKey,
  input: { conversationId: string; questionId: string | null; previousLeafId: string | null },
): Promise<void> {
  await sql.query("SELECT chat_withdraw($1, $2, $3, $4, $5, $6)", [
    key.orgId,
    key.userId,
    input.conversationId,
    input.questionId,
    key.answerId,
    input.previousLeafId,
  ]);
}

/** gone: the answer is no longer this process's. closed: its hold was settled by somebody else. */
export type DeliveryState = "ok" | "stop" | "gone" | "closed";

/**
 * Journals events and, in the same statement, raises the hold's checkpoint to cover them: both or neither.
 * @param checkpoint a statement with one row and one column `code`; undefined where nothing is to be paid for.
 */
export async function appendEvents(
  sql: Sql,
  key: AnswerKey,
  batch: { firstSeq: number; payload: string },
  checkpoint?: { text: string; values: unknown[] },
): Promise<DeliveryState> {
  const n = checkpoint?.values.length ?? 0;
  const append = `chat_append($${n + 1}, $${n + 2}, $${n + 3}, $${n + 4}, $${n + 5})`;
  const text =
    checkpoint === undefined
      ? `SELECT ${append} AS state`
      : `WITH checkpoint AS (${checkpoint.text}) SELECT CASE WHEN code = 'ok' THEN ${append} ELSE code END AS state FROM checkpoint`;
  try {
    const { rows } = await queryPrepared<{ state: DeliveryState }>(sql, {
      name: checkpoint === undefined ? "chat-append" : "chat-append-paid",
      text,
      values: [...(checkpoint?.values ?? []), key.orgId, key.userId, key.answerId, batch.firstSeq, batch.payload],
    });
    return rows[0]?.state ?? "gone";
  } catch (error) {
    if (hasSqlState(error, "CP201")) return "gone";
    // The statement before this one was committed, and only its answer was lost.
    if (hasSqlState(error, "23505")) return "ok";
    throw error;
  }
}

export type FinishedAnswer = {
  status: MessageStatus;
  parts: StoredPart[];
  text: string;
  tokens: number;
  finishReason: string | null;
  error: { code: string; details: object } | null;
  droppedMessages: number;
};

/**
 * Closes the answer, with its last events. untitled: its conversation has no name yet, and one was asked for in
 * the same statement.
 */
export async function finishAnswer(
  sql: Sql,
  key: AnswerKey,
  batch: { firstSeq: number; payload: string },
  finished: FinishedAnswer,
): Promise<"ok" | "untitled" | "gone"> {
  try {
    const { rows } = await sql.query<{ state: "ok" | "untitled" }>(
      `WITH done AS MATERIALIZED (
         SELECT chat_finish($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12::jsonb, $13) AS state
       )
       SELECT state, CASE WHEN state = 'untitled' AND $16::boolean AND set_config('app.trace', $17, true) IS NOT NULL THEN
         app_emit_event($1::uuid, $14::text, $15::int, jsonb_build_object('answerId', $3::uuid), 'title:' || $3::uuid) END
       FROM done`,
      [
        key.orgId,
        key.userId,
        key.answerId,
        batch.firstSeq,
        batch.payload,
        finished.status,
        JSON.stringify(finished.parts),
        finished.text,
        finished.tokens,
        finished.finishReason,
        finished.error?.code ?? null,
        finished.error === null ? null : JSON.stringify(finished.error.details),
        finished.droppedMessages,
        titleWanted.name,
        titleWanted.version,
        finished.text !== "",
        // The event goes on with the trace of this request, where one is kept.
        currentTraceparent() ?? "",
      ],
    );
    const state = rows[0]?.state ?? "gone";
    if (state === "untitled") noteEmission(sql);
    return state;
  } catch (error) {
    if (hasSqlState(error, "CP201")) return "gone";
    throw error;
  }
}

export type JournalRow = { status: MessageStatus; is_lost: boolean; seq: number | null; payload: string | null };

/** Where an answer stands and its journal from the row that holds event `after + 1`; no rows: there is no such answer. */
export async function readJournal(sql: Sql, key: AnswerKey, after: number): Promise<JournalRow[]> {
  const { rows } = await sql.query<JournalRow>("SELECT * FROM chat_read($1, $2, $3, $4)", [
    key.orgId,
    key.userId,
    key.answerId,
    after,
  ]);
  return rows;
}

export type Beat = { isStopping: boolean; accessEnded: AccessEnd | null };

/**
 * Extends the leases of this process's answers; tells which are to stop, and whose person may not have it any more. Those
 * left out are no longer its own.
 * @param writers the roles that may have answers written.
 */
export async function beatAnswers(
  sql: Sql,
  answerIds: string[],
  leaseSeconds: number,
  writers: string[],
): Promise<Map<string, Beat>> {
  const { rows } = await sql.query<{ answer_id: string; is_stopping: boolean; access_ended: AccessEnd | null }>(
    "SELECT * FROM chat_beat($1, $2, $3)",
    [answerIds, leaseSeconds, writers],
  );
  return new Map(
    rows.map((row) => [row.answer_id, { isStopping: row.is_stopping, accessEnded: row.access_ended }] as const),
  );
}
