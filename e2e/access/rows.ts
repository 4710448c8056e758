import { randomUUID } from "node:crypto";
import { DEMO_MODEL_ID } from "~/adapters/models/demo/demo";
import { authorizeUsage } from "~/features/ledger/server/authorize-usage.service";
import { dispatchHold } from "~/features/ledger/server/dispatch-hold.service";
import { settleHold } from "~/features/ledger/server/settle-hold.service";
import { type Actor, canary, type World } from "./world";

export type ConversationIds = { conversationId: string; questionId: string; answerId: string; chargeSeq: bigint };

/** A finished conversation of one question and its answer, which was charged; of people of A, full of canaries. */
export async function newConversation(world: World, owner: Actor, ids: Set<string>): Promise<ConversationIds> {
  const { db } = world;
  const made = { conversationId: randomUUID(), questionId: randomUUID(), answerId: randomUUID() };
  for (const id of Object.values(made)) ids.add(id);
  const said = owner.home.id === world.a.id ? `${canary} said` : "said";
  await db.owner.query(
    `INSERT INTO conversation (id, org_id, user_id, title, title_state, model_id, active_leaf_id, last_message_at)
     VALUES ($1, $2, $3, $4, 'made', 'demo/counterpart-demo', $5, now())`,
    [made.conversationId, owner.home.id, owner.userId, `Title ${said}`, made.answerId],
  );
  await db.owner.query(
    `INSERT INTO chat_message (id, org_id, conversation_id, user_id, parent_id, role, status, parts, text, model_id, finish_reason, finished_at)
     SELECT id, $2, $3, $4, parent, role, 'complete', jsonb_build_array(jsonb_build_object('type', 'text', 'text', $5::text)), $5, 'demo/counterpart-demo', reason, now()
     FROM (VALUES ($1::uuid, null::uuid, 'user', null), ($6::uuid, $1::uuid, 'assistant', 'stop')) AS m (id, parent, role, reason)`,
    [made.questionId, owner.home.id, made.conversationId, owner.userId, said, made.answerId],
  );
  return { ...made, chargeSeq: await chargeFor(world, owner, made) };
}

/** Charges for an answer and gives the number of the entry. */
async function chargeFor(
  world: World,
  owner: Actor,
  of: { conversationId: string; answerId: string },
): Promise<bigint> {
  const { sql, orgId } = { sql: world.backend.database.pool, orgId: owner.home.id };
  const admitted = await authorizeUsage(sql, orgId, {
    requestId: `${of.answerId}:0`,
    fingerprint: of.answerId,
    userId: owner.userId,
    modelId: DEMO_MODEL_ID,
    purpose: "chat",
    conversationId: of.conversationId,
    messageId: of.answerId,
    inputTokens: 100,
    maxOutputTokens: 100,
    minOutputTokens: 1,
    limits: { memberTokensPerMonth: null, requestsPerHour: null },
    ttlSeconds: 60,
  });
  if (admitted.code !== "ok") throw new Error(`the sample's charge was refused: ${admitted.code}`);
  await dispatchHold(sql, orgId, admitted.holdId);
  const tokens = { input: 100, cacheRead: 0, cacheWrite: 0, output: 50, reasoning: 0 };
  await settleHold(sql, orgId, admitted.holdId, { tokens, basis: "provider" });
  const { rows } = await world.db.owner.query<{ seq: string }>(
    "SELECT entry_seq AS seq FROM usage_charge WHERE hold_id = $1",
    [admitted.holdId],
  );
  return BigInt(rows[0]?.seq ?? 0);
}
