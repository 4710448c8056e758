import type { OrgDb } from "~/server/db";

export type Untitled = {
  id: string;
  orgId: string;
  userId: string;
  modelId: string;
  title: string;
  /** Attempts that were begun, this one not included. */
  attempts: number;
  tokensPerMonth: bigint | null;
  question: string;
  answer: string;
};

/** The conversation of an answer with its first question and answer; undefined when it has a name, or is gone. */
export async function findUntitled(db: OrgDb, answerId: string): Promise<Untitled | undefined> {
  const rows = await db.$queryRaw<Untitled[]>`
    SELECT c.id, c.org_id AS "orgId", c.user_id AS "userId", coalesce(a.model_id, c.model_id) AS "modelId", c.title,
      c.title_attempts AS attempts, b.tokens_per_month AS "tokensPerMonth", coalesce(left(q.text, 2000), '') AS question,
      coalesce(left(a.text, 1000), '') AS answer
    FROM chat_message given JOIN conversation c ON c.id = given.conversation_id
    LEFT JOIN membership b ON b.org_id = c.org_id AND b.user_id = c.user_id
    LEFT JOIN LATERAL (SELECT m.model_id, m.text, m.parent_id FROM chat_message m WHERE m.conversation_id = c.id AND m.role = 'assistant'
      AND m.text <> '' ORDER BY m.created_at LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT m.text FROM chat_message m WHERE m.id = a.parent_id) q ON true
    WHERE given.id = ${answerId}::uuid AND c.title_state = 'pending'`;
  return rows[0];
}

/**
 * Counts an attempt before it is made.
 * @returns false when another one was counted meanwhile, or it has a name by now.
 */
export async function beginAttempt(db: OrgDb, conversationId: string, attempts: number): Promise<boolean> {
  const { count } = await db.conversation.updateMany({
    where: { id: conversationId, titleState: "pending", titleAttempts: attempts },
    data: { titleAttempts: attempts + 1 },
  });
  return count === 1;
}

/** What became of earlier calls for a name: `paid` for good, or `open`, and nobody knows yet. */
export async function findEarlierCall(
  db: OrgDb,
  conversation: { id: string; orgId: string },
): Promise<"paid" | "open" | "none"> {
  const rows = await db.$queryRaw<{ isPaid: boolean; isOpen: boolean }[]>`
    SELECT EXISTS (SELECT FROM usage_charge c WHERE c.conversation_id = ${conversation.id}::uuid AND c.purpose = 'title') AS "isPaid",
      EXISTS (SELECT FROM ledger_open_holds(${conversation.orgId}::uuid) h
        WHERE h.conversation_id = ${conversation.id}::uuid AND h.purpose = 'title') AS "isOpen"`;
  const [found] = rows;
  if (found?.isPaid) return "paid";
  return found?.isOpen ? "open" : "none";
}

/** Names it, unless the person did so meanwhile. Returns how many were named. */
export async function saveTitle(db: OrgDb, conversationId: string, title: string): Promise<number> {
  const { count } = await db.conversation.updateMany({
    where: { id: conversationId, titleState: "pending" },
    data: { title, titleState: "made" },
  });
  return count;
}
