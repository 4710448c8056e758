import { randomUUID } from "node:crypto";
import { newConversation } from "./rows";
import type { Actor, World } from "./world";

/**
 * Makes an input that the entry accepts. What it speaks of belongs to `owner`, in the organisation where
 * that person works; every id it hands out goes into `ids`.
 */
export type Sample = (world: World, owner: Actor, ids: Set<string>) => Promise<unknown>;

const nothing: Sample = async () => undefined;

const ofConversation =
  (rest: object = {}): Sample =>
  async (world, owner, ids) => {
    const { conversationId } = await newConversation(world, owner, ids);
    return { conversationId, ...rest };
  };

export const procedureSamples: Record<string, Sample> = {
  "account.me": nothing,
  "account.updateProfile": async () => ({ name: "Somebody Else", locale: "ru" }),
  "account.sessions": nothing,
  "account.revokeSession": async (world, owner, ids) => {
    const sessionId = randomUUID();
    await world.db.owner.query(
      `INSERT INTO auth_session (id, token, expires_at, user_id)
       SELECT $1, $1, now() + interval '1 day', subject FROM user_identity WHERE user_id = $2`,
      [sessionId, owner.userId],
    );
    ids.add(sessionId);
    return { sessionId };
  },
  "account.revokeOtherSessions": nothing,
  "organizations.mine": nothing,
  "organizations.buyers": nothing,
  "chat.list": async (world, owner, ids) => {
    await newConversation(world, owner, ids);
    return { search: "nothing to find", cursor: null, limit: 1 };
  },
  "chat.get": ofConversation(),
  "chat.rename": ofConversation({ title: "Another title" }),
  "chat.pin": ofConversation({ isPinned: true }),
  "chat.remove": ofConversation(),
  "chat.setBranch": async (world, owner, ids) => {
    const { conversationId, answerId } = await newConversation(world, owner, ids);
    return { conversationId, leafId: answerId };
  },
  "chat.models": nothing,
  "chat.bound": async (world, owner, ids) => {
    const { answerId } = await newConversation(world, owner, ids);
    return { modelId: "demo/chat", parentId: answerId, text: "How much?" };
  },
  "chat.receipt": async (world, owner, ids) => {
    const { answerId } = await newConversation(world, owner, ids);
    return { messageId: answerId };
  },
  "chat.events": nothing,
  "credits.now": nothing,
  "credits.balance": async () => ({ lastEventId: "1" }),
  "credits.lots": nothing,
  "credits.month": nothing,
  "credits.ownUse": nothing,
  "credits.entries": async (world, owner, ids) => {
    const { chargeSeq } = await newConversation(world, owner, ids);
    return { filter: filterOf(owner, ids), cursor: { direction: "older", seq: chargeSeq + 1n }, limit: 25 };
  },
  "credits.entryTotals": async (world, owner, ids) => {
    await newConversation(world, owner, ids);
    return { filter: filterOf(owner, ids) };
  },
  "credits.filterChoices": nothing,
  "credits.receipt": async (world, owner, ids) => ({ seq: (await newConversation(world, owner, ids)).chargeSeq }),
  "credits.checkout": nothing,
  "credits.buy": async () => ({ credits: 100, key: randomUUID() }),
};

function filterOf(owner: Actor, ids: Set<string>) {
  ids.add(owner.userId);
  return { kind: "usage", memberId: owner.userId, modelId: "demo/chat" };
}
