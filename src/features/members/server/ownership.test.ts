import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { testPassword } from "~/testing/scope";
import { type MembersFixture, startMembers } from "../testing/members-fixture";

let members: MembersFixture;
beforeAll(async () => {
  members = await startMembers();
});
afterAll(() => members.close());

async function team(): Promise<{ mira: OrgScope; jonas: OrgScope; lena: OrgScope }> {
  const [mira, jonas, lena] = await members.team("owner", "admin", "member");
  if (mira === undefined || jonas === undefined || lena === undefined) throw new Error("no team");
  return { mira, jonas, lena };
}

const offer = (from: OrgScope, to: OrgScope, password = testPassword) =>
  callerOf(from).members.offerOwnership({ userId: to.userId, password });

async function mails(scope: OrgScope): Promise<{ template: string; user_id: string }[]> {
  const { rows } = await members.db.owner.query<{ template: string; user_id: string }>(
    "SELECT template, user_id FROM mail_message WHERE org_id = $1 ORDER BY created_at",
    [scope.orgId],
  );
  return rows;
}

test("the receiver becomes owner and the giver admin once it is accepted, and nothing changes before", async () => {
  const { mira, jonas, lena } = await team();
  const { transferId } = await offer(mira, lena);
  expect(await members.rolesIn(mira.orgId)).toMatchObject({ [mira.userId]: "owner", [lena.userId]: "member" });
  expect(await callerOf(lena).members.transfer()).toMatchObject({ id: transferId, as: "receiver" });
  expect(await callerOf(mira).members.transfer()).toMatchObject({ id: transferId, as: "giver" });
  expect(await callerOf(jonas).members.transfer()).toBeNull();
  await callerOf(lena).members.acceptOwnership({ transferId });
  expect(await members.rolesIn(mira.orgId)).toEqual({
    [mira.userId]: "admin",
    [jonas.userId]: "admin",
    [lena.userId]: "owner",
  });
  expect(await callerOf(lena).members.transfer()).toBeNull();
  await expect(callerOf(lena).members.acceptOwnership({ transferId })).rejects.toThrow("transfer_over");
  expect(await mails(mira)).toEqual([
    { template: "ownership-offered", user_id: lena.userId },
    { template: "ownership-answered", user_id: mira.userId },
  ]);
  expect((await members.audit(mira.orgId)).map(({ action, actor_id }) => [action, actor_id])).toEqual([
    ["org.transfer", mira.userId],
    ["org.receive", lena.userId],
  ]);
});

test("only an owner offers, to a member who is not owner, and only with their own password", async () => {
  const { mira, jonas, lena } = await team();
  await expect(offer(jonas, lena)).rejects.toThrow("forbidden");
  await expect(offer(mira, lena, "a wrong password")).rejects.toThrow("invalid_credentials");
  await expect(callerOf(mira).members.offerOwnership({ userId: lena.userId })).rejects.toThrow("invalid_credentials");
  await expect(offer(mira, mira)).rejects.toThrow("bad_input");
  const stranger = (await members.team("owner"))[0];
  for (const userId of [randomUUID(), stranger?.userId ?? ""]) {
    const foreign = callerOf(mira).members.offerOwnership({ userId, password: testPassword });
    await expect(foreign).rejects.toThrow("not_found");
  }
  expect(await callerOf(mira).members.transfer()).toBeNull();
  expect(await mails(mira)).toEqual([]);
});

test("ten wrong passwords shut the door for the right one", async () => {
  const { mira, lena } = await team();
  for (let n = 0; n < 10; n += 1) await offer(mira, lena, `wrong ${n}`).catch(() => undefined);
  await expect(offer(mira, lena)).rejects.toThrow("too_many_attempts");
});

test("declined, withdrawn and expired offers do nothing, and make room for another", async () => {
  const { mira, jonas, lena } = await team();
  const first = await offer(mira, lena);
  await expect(offer(mira, jonas)).rejects.toThrow("transfer_pending");
  await callerOf(lena).members.declineOwnership(first);
  await expect(callerOf(lena).members.acceptOwnership(first)).rejects.toThrow("transfer_over");
  const second = await offer(mira, lena);
  await callerOf(mira).members.withdrawOwnership(second);
  await expect(callerOf(lena).members.acceptOwnership(second)).rejects.toThrow("transfer_over");
  const third = await offer(mira, lena);
  await members.db.owner.query("UPDATE ownership_transfer SET expires_at = now() WHERE id = $1", [third.transferId]);
  expect(await callerOf(lena).members.transfer()).toBeNull();
  await expect(callerOf(lena).members.acceptOwnership(third)).rejects.toThrow("transfer_over");
  await expect(callerOf(mira).members.withdrawOwnership(third)).rejects.toThrow("transfer_over");
  await offer(mira, jonas);
  expect(await members.rolesIn(mira.orgId)).toMatchObject({ [mira.userId]: "owner", [lena.userId]: "member" });
});

test("to everybody but the two an offer does not exist", async () => {
  const { mira, jonas, lena } = await team();
  const stranger = (await members.team("owner"))[0];
  const made = await offer(mira, lena);
  for (const other of [jonas, mira, stranger]) {
    if (other === undefined) continue;
    const code = other === mira ? "transfer_over" : "not_found";
    await expect(callerOf(other).members.acceptOwnership(made)).rejects.toThrow(code);
    await expect(callerOf(other).members.declineOwnership(made)).rejects.toThrow(code);
  }
  const missing = { transferId: randomUUID() };
  await expect(callerOf(lena).members.acceptOwnership(missing)).rejects.toThrow("not_found");
  await expect(callerOf(mira).members.withdrawOwnership(missing)).rejects.toThrow("not_found");
  expect((await members.rolesIn(mira.orgId))[mira.userId]).toBe("owner");
});

test("what an owner has offered is void once they are no longer owner, or the receiver no longer a member", async () => {
  const { mira, jonas, lena } = await team();
  const one = await offer(mira, lena);
  await callerOf(mira).members.remove({ userId: lena.userId, conversations: "keep" });
  expect(await callerOf(mira).members.transfer()).toBeNull();
  await callerOf(mira).members.changeRole({ userId: jonas.userId, role: "owner" });
  const [other] = await members.team("owner");
  expect(other).toBeDefined();
  await members.db.owner.query("INSERT INTO membership (org_id, user_id, role) VALUES ($1, $2, 'member')", [
    mira.orgId,
    lena.userId,
  ]);
  await expect(callerOf(lena).members.acceptOwnership(one)).rejects.toThrow("transfer_over");
  const two = await offer(mira, lena);
  await callerOf(jonas).members.changeRole({ userId: mira.userId, role: "member" });
  await expect(callerOf(lena).members.acceptOwnership(two)).rejects.toThrow("transfer_over");
  expect(await members.rolesIn(mira.orgId)).toEqual({
    [mira.userId]: "member",
    [jonas.userId]: "owner",
    [lena.userId]: "member",
  });
});

test("of an answer and a withdrawal at the same moment one counts, and both say so", async () => {
  for (let round = 0; round < 6; round += 1) {
    const { mira, lena } = await team();
    const made = await offer(mira, lena);
    const [accepted, withdrawn] = await Promise.allSettled([
      callerOf(lena).members.acceptOwnership(made),
      callerOf(mira).members.withdrawOwnership(made),
    ]);
    const role = (await members.rolesIn(mira.orgId))[lena.userId];
    expect(role).toBe(accepted?.status === "fulfilled" ? "owner" : "member");
    expect([accepted?.status, withdrawn?.status].sort()).toEqual(["fulfilled", "rejected"]);
  }
});

test("accepting twice at once hands over once", async () => {
  const { mira, lena } = await team();
  const made = await offer(mira, lena);
  const accept = () => callerOf(lena).members.acceptOwnership(made);
  const outcomes = await Promise.allSettled([accept(), accept(), accept()]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await members.audit(mira.orgId)).filter(({ action }) => action === "org.receive")).toHaveLength(1);
});
