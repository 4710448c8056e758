import { randomUUID } from "node:crypto";
import type { DemoConversation, DemoTurn } from "../demo/conversation";
import type { DemoClock } from "./demo-clock";
import { buildDemoCall } from "./demo-usage";

type Place = { orgId: string; userId: string };

/** A conversation as it stood before its first question. */
export async function buildDemoConversation(
  clock: DemoClock,
  at: Date,
  place: Place,
  story: DemoConversation,
): Promise<string> {
  const id = randomUUID();
  await clock.inPlatform(at, (tx) =>
    tx.query(
      `INSERT INTO conversation (id, org_id, user_id, title, title_state, pinned_at, model_id, created_at, last_message_at)
       VALUES ($1, $2, $3, $4, 'made', $5, $6, $7, $7)`,
      [id, place.orgId, place.userId, story.title, story.isPinned === true ? at : null, story.modelId, at],
    ),
  );
  return id;
}

/** One question with its answer and its charge. Returns the answer's id, the parent of the next question. */
export async function buildDemoTurn(
  clock: DemoClock,
  at: Date,
  place: Place & { conversationId: string; modelId: string; parentId: string | null },
  turn: DemoTurn,
): Promise<string> {
  const [question, answer] = [randomUUID(), randomUUID()];
  const answeredAt = new Date(at.getTime() + 9_000);
  const message = (id: string, parentId: string | null, role: string, text: string, when: Date) => [
    id,
    place.orgId,
    place.conversationId,
    place.userId,
    parentId,
    role,
    JSON.stringify([{ type: "text", text }]),
    text,
    Math.ceil(text.length / 4),
    place.modelId,
    role === "assistant" ? "stop" : null,
    when,
  ];
  await clock.inPlatform(at, async (tx) => {
    for (const values of [
      message(question, place.parentId, "user", turn.question, at),
      message(answer, question, "assistant", turn.answer, answeredAt),
    ]) {
      await tx.query(
        `INSERT INTO chat_message (id, org_id, conversation_id, user_id, parent_id, role, status, parts, text, tokens, model_id,
           finish_reason, created_at, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'complete', $7::jsonb, $8, $9, $10, $11, $12, $12)`,
        values,
      );
    }
    await tx.query("UPDATE conversation SET active_leaf_id = $2, last_message_at = $3 WHERE id = $1", [
      place.conversationId,
      answer,
      answeredAt,
    ]);
  });
  await buildDemoCall(clock, answeredAt, { ...place, messageId: answer, tokens: turn.tokens });
  return answer;
}
