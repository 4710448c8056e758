import type { OrgDb } from "~/server/db";

export type Untitled = {
  id: string;
  orgId: string;
  userId: string;
  modelId: string;
  title: string;
  tokensPerMonth: bigint | null;
  question: string;
  answer: string;
};

/**
 * Takes conversations that have an answer but no name, so that no other worker does; longest waiting first.
 * A worker that dies gives them back when the claim runs out.
 */
export function claimUntitled(db: OrgDb, limit: number, claimSeconds: number): Promise<Untitled[]> {
  return db.$queryRaw<Untitled[]>`
    WITH claimed AS (
      SELECT c.id FROM conversation c
      WHERE c.title_state = 'pending' AND (c.title_claimed_until IS NULL OR c.title_claimed_until <= app_now())
        AND EXISTS (SELECT FROM chat_message m WHERE m.conversation_id = c.id AND m.role = 'assistant' AND m.status <> 'streaming'
          AND m.text <> '')
      ORDER BY c.last_message_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE conversation c SET title_claimed_until = app_now() + make_interval(secs => ${claimSeconds}::float8),
        title_attempts = c.title_attempts + 1 FROM claimed WHERE c.id = claimed.id
      RETURNING c.id, c.org_id, c.user_id, c.model_id, c.title
    )
    SELECT t.id, t.org_id AS "orgId", t.user_id AS "userId", coalesce(a.model_id, t.model_id) AS "modelId", t.title,
      b.tokens_per_month AS "tokensPerMonth", coalesce(left(q.text, 2000), '') AS question, coalesce(left(a.text, 1000), '') AS answer
    FROM taken t
    LEFT JOIN membership b ON b.org_id = t.org_id AND b.user_id = t.user_id
    LEFT JOIN LATERAL (SELECT m.model_id, m.text, m.parent_id FROM chat_message m WHERE m.conversation_id = t.id AND m.role = 'assistant'
      AND m.text <> '' ORDER BY m.created_at LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT m.text FROM chat_message m WHERE m.id = a.parent_id) q ON true`;
}

/** Names it, unless the person did so meanwhile. Returns how many were named. */
export async function saveTitle(db: OrgDb, conversationId: string, title: string): Promise<number> {
  const { count } = await db.conversation.updateMany({
    where: { id: conversationId, titleState: "pending" },
    data: { title, titleState: "made", titleClaimedUntil: null },
  });
  return count;
}
