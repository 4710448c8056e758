import { randomUUID } from "node:crypto";
import { DEMO_MODEL_ID } from "~/adapters/models/demo/demo";
import { announcedPicture, newFile, newTextFile } from "./file-rows";
import { invitationSamples } from "./invitation-rows";
import { newDeadEvent, newRun, newSetAsideEvent } from "./job-rows";
import { keySamples } from "./key-rows";
import { newMail, newSuppression } from "./mail-rows";
import { memberSamples } from "./member-rows";
import { offboardingSamples } from "./offboarding-rows";
import { onboardingSamples } from "./onboarding-rows";
import { platformSamples } from "./platform-samples";
import { newConversation } from "./rows";
import { type Actor, canary, type World } from "./world";

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
  ...platformSamples,
  "account.me": nothing,
  "account.updateProfile": async () => ({ name: "Somebody Else", locale: "ru" }),
  "account.startAvatar": async () => announcedPicture,
  "account.setAvatar": async (world, owner, ids) => ({ fileId: await newFile(world, owner, ids, "avatar") }),
  "account.removeAvatar": nothing,
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
  "account.sendVerification": async () => ({}),
  "mail.list": async (world, owner, ids) => ({
    search: "works",
    state: "failed",
    cursor: { at: "2100-01-01T00:00:00.000Z", id: await newMail(world, owner, ids) },
    limit: 10,
  }),
  "mail.read": async (world, owner, ids) => ({ messageId: await newMail(world, owner, ids) }),
  "mail.sendAgain": async (world, owner, ids) => ({ messageId: await newMail(world, owner, ids) }),
  "mail.sendTest": nothing,
  "mail.suppressions": async () => ({ search: "closed" }),
  "mail.allowAgain": async (world) => ({ address: await newSuppression(world) }),
  "mail.preview": async () => ({ template: "reset-password", locale: "ru" }),
  "audit.list": async (_world, owner, ids) => {
    ids.add(owner.userId);
    return {
      filter: { actorId: owner.userId },
      cursor: { at: "2100-01-01T00:00:00.000Z", id: owner.userId },
      limit: 10,
    };
  },
  "audit.choices": nothing,
  "audit.verify": nothing,
  "audit.platformList": async (_world, owner) => ({
    orgId: owner.home.id,
    filter: { actorId: owner.userId },
    cursor: { at: "2100-01-01T00:00:00.000Z", id: owner.userId },
  }),
  "audit.platformChoices": async (_world, owner) => ({ orgId: owner.home.id }),
  "audit.platformVerify": async (_world, owner) => ({ orgId: owner.home.id }),
  "organizations.mine": nothing,
  "organizations.create": async () => ({ name: `Another ${randomUUID().slice(0, 8)}` }),
  // Both leave things as they are for those who ask next: the name is the same, the address one of the organisation's own.
  "organizations.update": async (world, owner) => {
    const { rows } = await world.db.owner.query("SELECT FROM organization WHERE id = $1 AND currency = 'EUR'", [
      owner.home.id,
    ]);
    // Another one than it has: what changes nothing leaves no line in the audit log.
    return { currency: rows.length > 0 ? "NOK" : "EUR" };
  },
  "organizations.changeSlug": async () => ({ slug: `moved-${randomUUID().slice(0, 8)}` }),
  "organizations.buyers": nothing,
  "organizations.startLogo": async () => announcedPicture,
  "organizations.setLogo": async (world, owner, ids) => ({ fileId: await newFile(world, owner, ids, "logo") }),
  "organizations.removeLogo": nothing,
  "files.startAttachment": async () => ({ ...announcedPicture, purpose: "chat_attachment" }),
  "files.finishAttachment": async (world, owner, ids) => ({
    fileId: await newFile(world, owner, ids, "chat_attachment"),
  }),
  "files.link": async (world, owner, ids) => ({ fileId: await newFile(world, owner, ids, "chat_attachment") }),
  "files.removeAttachment": async (world, owner, ids) => ({
    fileId: await newFile(world, owner, ids, "chat_attachment"),
  }),
  "chat.list": async (world, owner, ids) => {
    const { conversationId } = await newConversation(world, owner, ids);
    return { search: "said", cursor: `${new Date().toISOString()} ${conversationId}`, limit: 1 };
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
    const attachments = [await newTextFile(world, owner, ids)];
    return { modelId: DEMO_MODEL_ID, parentId: answerId, text: "How much?", attachments };
  },
  "chat.readAttachments": async (world, owner, ids) => ({ fileIds: [await newTextFile(world, owner, ids)] }),
  "chat.receipt": async (world, owner, ids) => {
    const { answerId } = await newConversation(world, owner, ids);
    return { messageId: answerId };
  },
  "chat.events": nothing,
  "admin.overview": nothing,
  "admin.orgs": async (_world, owner) => ({
    search: "works",
    sort: "balance",
    cursor: { direction: "next", value: "0", id: owner.home.id },
    limit: 10,
  }),
  "admin.org": async (_world, owner) => ({ orgId: owner.home.id }),
  "admin.orgEntries": async (world, owner, ids) => {
    const { chargeSeq } = await newConversation(world, owner, ids);
    return {
      orgId: owner.home.id,
      filter: filterOf(owner, ids),
      cursor: { direction: "older", seq: String(chargeSeq + 1n) },
    };
  },
  "admin.orgCharges": async (world, owner, ids) => {
    const { answerId } = await newConversation(world, owner, ids);
    return { orgId: owner.home.id, cursor: { at: "2100-01-01 00:00:00.000000+00", holdId: answerId } };
  },
  "admin.adjust": async (_world, owner) => ({
    orgId: owner.home.id,
    amountUcr: 1_000_000n,
    reason: `${canary} asked for it`,
    key: randomUUID(),
  }),
  "admin.prices": nothing,
  "admin.markups": nothing,
  "admin.lastCheck": nothing,
  "admin.checkLedger": nothing,
  "admin.adapters": nothing,
  "admin.probePorts": nothing,
  "admin.testPort": async () => ({ port: "database", adapter: "postgresql" }),
  "jobs.state": nothing,
  "jobs.runs": async () => ({ functionId: "test-nothing", state: "failed", cursor: "1" }),
  "jobs.run": async (world) => ({ runId: await newRun(world, "running") }),
  "jobs.cancel": async (world) => ({ runId: await newRun(world, "running") }),
  "jobs.replay": async (world) => ({ runId: await newRun(world, "failed") }),
  "jobs.ping": async () => ({ fail: false }),
  "jobs.setAside": async () => ({ cursor: "0" }),
  "jobs.routeAgain": async (world) => ({ eventId: await newSetAsideEvent(world) }),
  "jobs.undelivered": async () => ({ dead: true, cursor: "0" }),
  "jobs.deliverAgain": async (world) => ({ eventId: await newDeadEvent(world) }),
  ...invitationSamples,
  ...keySamples,
  ...memberSamples,
  ...offboardingSamples,
  ...onboardingSamples,
  "credits.now": nothing,
  "credits.balance": async () => ({ lastEventId: "1" }),
  "credits.lots": nothing,
  "credits.month": nothing,
  "credits.ownUse": nothing,
  "credits.entries": async (world, owner, ids) => {
    const { chargeSeq } = await newConversation(world, owner, ids);
    return { filter: filterOf(owner, ids), cursor: { direction: "older", seq: String(chargeSeq + 1n) }, limit: 25 };
  },
  "credits.entryTotals": async (world, owner, ids) => {
    await newConversation(world, owner, ids);
    return { filter: filterOf(owner, ids) };
  },
  "credits.filterChoices": nothing,
  "credits.receipt": async (world, owner, ids) => ({
    seq: String((await newConversation(world, owner, ids)).chargeSeq),
  }),
  "credits.terms": nothing,
  "credits.checkout": nothing,
  "credits.buy": async () => ({ credits: 100, key: randomUUID() }),
};

function filterOf(owner: Actor, ids: Set<string>) {
  ids.add(owner.userId);
  return { kind: "usage", memberId: owner.userId, modelId: DEMO_MODEL_ID };
}
