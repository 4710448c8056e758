import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { inOrgContext } from "~/server/context";
import { createInvitationsFixture, type InvitationsFixture } from "../testing/invitations-fixture";
import { acceptInvitation } from "./accept-invitation.service";
import { declineInvitation } from "./decline-invitation.service";
import { listOwnInvitations } from "./list-own-invitations.service";
import { revokeInvitation } from "./revoke-invitation.service";

let fixture: InvitationsFixture;
beforeAll(async () => {
  fixture = await createInvitationsFixture();
});
afterAll(() => fixture.close());

async function invited(input: { role?: "admin" | "member" | "viewer"; tokensPerMonth?: number } = {}) {
  const owner = await fixture.member();
  const email = fixture.address();
  await fixture.invite(owner, { addresses: email, ...input });
  return { owner, email, id: (await fixture.row(email)).id };
}

const closed = (why: string) => ({ code: "invitation_closed", details: { why } });

test("accepting makes a member with the role and the limit, tells open tabs, and leaves a line of whoever did it", async () => {
  const { owner, email, id } = await invited({ role: "viewer", tokensPerMonth: 2_000_000 });
  const person = await fixture.person(email);
  const published = vi.spyOn(fixture.backend.events, "publish");
  expect(await fixture.accept(person)).toEqual({ slug: owner.org.slug, isNew: true });
  expect(published).toHaveBeenCalledWith(owner.orgId, { type: "membership", userId: person.userId });
  published.mockRestore();
  const members = await fixture.members(owner.orgId);
  expect(members).toContainEqual({ user_id: person.userId, role: "viewer", tokens_per_month: "2000000" });
  expect((await fixture.audited(owner.orgId)).at(-1)).toMatchObject({
    action: "invitation.accept",
    actor_id: person.userId,
    subject: id,
  });
});

test("CVE-2026-53514: an invitation is accepted by nobody who has not proved the address, nor even shown", async () => {
  const { owner, email, id } = await invited({ role: "admin" });
  const claims = await fixture.person(email, false);
  await expect(acceptInvitation(claims, id)).rejects.toMatchObject({ code: "email_unverified" });
  await expect(declineInvitation(claims, id)).rejects.toMatchObject({ code: "email_unverified" });
  expect(await listOwnInvitations(claims)).toEqual({ invitations: [], joinable: null });
  expect(await fixture.members(owner.orgId)).toHaveLength(1);
  expect(await fixture.row(email)).toMatchObject({ accepted_by: null, declined_at: null });
  // The person's own row saying the address proves nothing either: what counts is the sign-in.
  const other = await fixture.person(fixture.address());
  const renamed = { ...other, user: { ...other.user, email } };
  await expect(acceptInvitation(renamed, id)).rejects.toMatchObject({ code: "not_found" });
});

test("the address is compared without case", async () => {
  const { email, id } = await invited();
  const person = await fixture.person(email);
  const shouting = { ...person, identity: { ...person.identity, email: email.toUpperCase() } };
  expect((await listOwnInvitations(shouting)).invitations).toMatchObject([{ id }]);
  expect(await acceptInvitation(shouting, id)).toMatchObject({ isNew: true });
});

test("an id that is guessed, somebody else's or nobody's, is answered alike", async () => {
  const { id } = await invited();
  const stranger = await fixture.person(fixture.address());
  for (const guess of [id, "00000000-0000-4000-8000-000000000000"]) {
    await expect(acceptInvitation(stranger, guess)).rejects.toMatchObject({ code: "not_found" });
    await expect(declineInvitation(stranger, guess)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("twice, in many tabs and on many devices at once, it gives one membership and one line", async () => {
  const { owner, email, id } = await invited();
  const person = await fixture.person(email);
  const answers = await Promise.all(Array.from({ length: 8 }, () => acceptInvitation(person, id)));
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(new Set(answers.map(({ slug }) => slug))).toEqual(new Set([owner.org.slug]));
  expect(await fixture.members(owner.orgId)).toHaveLength(2);
  const lines = (await fixture.audited(owner.orgId)).filter(({ action }) => action === "invitation.accept");
  expect(lines).toHaveLength(1);
});

test("whoever was removed comes back by no invitation that is used", async () => {
  const { owner, email, id } = await invited();
  const person = await fixture.person(email);
  await acceptInvitation(person, id);
  await fixture.db.owner.query("DELETE FROM membership WHERE org_id = $1 AND user_id = $2", [
    owner.orgId,
    person.userId,
  ]);
  await expect(acceptInvitation(person, id)).rejects.toMatchObject(closed("used"));
});

test("a member who accepts keeps the role that they have", async () => {
  const { owner, email, id } = await invited({ role: "admin" });
  const person = await fixture.person(email);
  await fixture.db.owner.query("INSERT INTO membership (org_id, user_id, role) VALUES ($1, $2, 'viewer')", [
    owner.orgId,
    person.userId,
  ]);
  expect(await acceptInvitation(person, id)).toEqual({ slug: owner.org.slug, isNew: false });
  expect((await fixture.members(owner.orgId)).map(({ role }) => role).sort()).toEqual(["owner", "viewer"]);
});

test("at the moment of its expiry it is expired, and a moment before it is not", async () => {
  const { email, id } = await invited();
  const person = await fixture.person(email);
  const { expires_at: at } = await fixture.row(email);
  await fixture.travelTo(at, async (backend) => {
    await expect(acceptInvitation({ ...person, backend }, id)).rejects.toMatchObject(closed("expired"));
    expect((await listOwnInvitations({ ...person, backend })).invitations).toEqual([]);
  });
  await fixture.travelTo(new Date(at.getTime() - 1), async (backend) => {
    expect((await listOwnInvitations({ ...person, backend })).invitations).toHaveLength(1);
    expect(await acceptInvitation({ ...person, backend }, id)).toMatchObject({ isNew: true });
  });
});

test("revoked or declined, it opens nothing; declining twice is declining once", async () => {
  const one = await invited();
  await inOrgContext(one.owner, (ctx) => revokeInvitation(ctx, one.id));
  await expect(acceptInvitation(await fixture.person(one.email), one.id)).rejects.toMatchObject(closed("revoked"));
  const two = await invited();
  const person = await fixture.person(two.email);
  await declineInvitation(person, two.id);
  await declineInvitation(person, two.id);
  await expect(acceptInvitation(person, two.id)).rejects.toMatchObject(closed("declined"));
  expect((await fixture.audited(two.owner.orgId)).filter(({ action }) => action === "invitation.decline")).toHaveLength(
    1,
  );
});

test.each([
  ["removed", "DELETE FROM membership WHERE org_id = $1 AND user_id = $2"],
  ["demoted to a role that gives none", "UPDATE membership SET role = 'member' WHERE org_id = $1 AND user_id = $2"],
  ["suspended", "UPDATE app_user_account SET suspended_at = now(), suspended_reason = $1::uuid::text WHERE id = $2"],
])(
  "an invitation by somebody who was %s meanwhile does not count, until another sends it again",
  async (_what, change) => {
    const owner = await fixture.member();
    const admin = await fixture.member("admin", owner.org);
    const email = fixture.address();
    await fixture.invite(admin, { addresses: email });
    const person = await fixture.person(email);
    await fixture.db.owner.query(change, [owner.orgId, admin.userId]);
    expect((await listOwnInvitations(person)).invitations).toEqual([]);
    await expect(fixture.accept(person)).rejects.toMatchObject(closed("void"));
    await fixture.invite(owner, { addresses: email });
    expect(await fixture.accept(person)).toMatchObject({ isNew: true });
  },
);

test("an admin's place is not taken by an invitation of somebody who is an admin now and was an owner then", async () => {
  const owner = await fixture.member();
  const second = await fixture.member("owner", owner.org);
  const email = fixture.address();
  await fixture.invite(second, { addresses: email, role: "admin" });
  await fixture.db.owner.query("UPDATE membership SET role = 'admin' WHERE org_id = $1 AND user_id = $2", [
    owner.orgId,
    second.userId,
  ]);
  await expect(fixture.accept(await fixture.person(email))).rejects.toMatchObject(closed("void"));
});

test("members are counted again: where seats were taken away meanwhile, whoever comes too late is told", async () => {
  const owner = await fixture.member();
  const emails = Array.from({ length: 4 }, () => fixture.address());
  await fixture.invite(owner, { addresses: emails.join(" ") });
  await fixture.setSeats(owner.orgId, 3);
  const people = await Promise.all(emails.map((email) => fixture.person(email)));
  const results = await Promise.allSettled(people.map((person) => fixture.accept(person)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect(await fixture.members(owner.orgId)).toHaveLength(3);
  for (const result of results) {
    if (result.status === "rejected") {
      expect(result.reason).toMatchObject({ code: "seats_full", details: { used: 3, allowed: 3 } });
    }
  }
});
