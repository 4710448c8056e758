import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrgContext, type OrgScope, type UserScope } from "~/server/context";
import { createInvitationsFixture, type InvitationsFixture } from "../testing/invitations-fixture";
import { copyLink } from "./copy-link.service";
import { listInvitations } from "./list-invitations.service";
import { noteOpened } from "./note-opened.service";
import { readInvitation } from "./read-invitation.service";
import { fixAddress, resendInvitation } from "./renew-invitation.service";
import { revokeInvitation } from "./revoke-invitation.service";
import { tidyInvitations } from "./tidy-invitations.job";

let fixture: InvitationsFixture;
beforeAll(async () => {
  fixture = await createInvitationsFixture();
});
afterAll(() => fixture.close());

async function invited(scope?: OrgScope) {
  const owner = scope ?? (await fixture.member());
  const email = fixture.address();
  await fixture.invite(owner, { addresses: email, note: "Bring a coat" });
  return { owner, email, id: (await fixture.row(email)).id, token: await fixture.token(email) };
}
const view = (user: UserScope | null, token: string) => readInvitation(fixture.backend, user, token);
const linesOf = (scope: OrgScope) => inOrgContext(scope, (ctx) => listInvitations(ctx, { limit: 100 }));

test("the link shows inviter, organisation, role and note to the invited person, and to nobody else a word of them", async () => {
  const { owner, email, token } = await invited();
  const person = await fixture.person(email);
  expect(await view(person, token)).toMatchObject({
    kind: "open",
    invitation: { orgName: owner.org.name, inviterName: owner.user.name, role: "member", note: "Bring a coat" },
  });
  const stranger = await fixture.person(fixture.address());
  const claims = { ...person, identity: { ...person.identity, emailVerified: false } };
  const seen = await Promise.all([
    view(null, token),
    view(stranger, token),
    view(claims, token),
    view(person, "A".repeat(43)),
    view(person, "../../etc"),
  ]);
  expect(seen.map(({ kind }) => kind)).toEqual(["signed_out", "other_account", "unverified", "unknown", "unknown"]);
  expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${owner.org.name}|${owner.user.name}|Bring|${owner.org.slug}`));
  expect(await view(owner, token)).toEqual({ kind: "member", slug: owner.org.slug, orgName: owner.org.name });
});

test("sent again it has another link, and the old one is dead", async () => {
  const { owner, email, id, token } = await invited();
  const person = await fixture.person(email);
  await fixture.expire(email);
  expect(await view(person, token)).toEqual({ kind: "closed", why: "expired" });
  await inOrgContext(owner, (ctx) => resendInvitation(ctx, id));
  expect(await view(person, token)).toEqual({ kind: "unknown" });
  expect(await view(person, await fixture.token(email))).toMatchObject({ kind: "open" });
  const { rows } = await fixture.db.owner.query(
    "SELECT secrets FROM mail_message WHERE to_address = $1 ORDER BY created_at",
    [email],
  );
  expect(rows).toHaveLength(2);
});

test("an expired one that is sent again needs a free seat", async () => {
  const { owner, email, id } = await invited();
  await fixture.setSeats(owner.orgId, 2);
  await fixture.expire(email);
  await invited(owner);
  const again = inOrgContext(owner, (ctx) => resendInvitation(ctx, id));
  await expect(again).rejects.toMatchObject({ code: "seats_full" });
});

test("the copied link is the one of the last mail; revoked there is none, and its page says so", async () => {
  const { owner, email, id, token } = await invited();
  const copied = await inOrgContext(owner, (ctx) => copyLink(ctx, id));
  expect(copied.url).toBe(`http://localhost/invite/${token}`);
  await inOrgContext(owner, (ctx) => revokeInvitation(ctx, id));
  await inOrgContext(owner, (ctx) => revokeInvitation(ctx, id));
  await expect(inOrgContext(owner, (ctx) => copyLink(ctx, id))).rejects.toMatchObject({ code: "invitation_closed" });
  await expect(inOrgContext(owner, (ctx) => resendInvitation(ctx, id))).rejects.toMatchObject({
    code: "invitation_closed",
  });
  expect(await view(await fixture.person(email), token)).toEqual({ kind: "closed", why: "revoked" });
});

test("a link that was made with another secret is never copied: it would open nothing", async () => {
  const { owner, id } = await invited();
  const rotated = { ...owner.backend, settings: { ...owner.backend.settings, invitationKey: "22".repeat(32) } };
  const copy = inOrgContext({ ...owner, backend: rotated }, (ctx) => copyLink(ctx, id));
  await expect(copy).rejects.toMatchObject({ code: "link_invalid" });
});

test("an address is put right: the link goes to the new one, and to none that needs it not", async () => {
  const { owner, email, id, token } = await invited();
  const other = await invited(owner);
  const right = fixture.address();
  const fix = (to: string) => inOrgContext(owner, (ctx) => fixAddress(ctx, id, to));
  await expect(fix(other.email)).rejects.toMatchObject({ code: "already_invited" });
  await expect(fix(owner.user.email)).rejects.toMatchObject({ code: "already_member" });
  await fix(right);
  expect(await view(await fixture.person(email), token)).toEqual({ kind: "unknown" });
  expect(await view(await fixture.person(right), await fixture.token(right))).toMatchObject({ kind: "open" });
  expect((await linesOf(owner)).total).toBe(2);
});

test("invitations of another organisation are not there, to look at and to act on", async () => {
  const { id } = await invited();
  const foreign = await fixture.member();
  const acts = [resendInvitation, revokeInvitation, copyLink].map((act) =>
    inOrgContext(foreign, async (ctx) => act(ctx, id)),
  );
  for (const result of await Promise.allSettled(acts)) {
    expect(result).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
  expect((await linesOf(foreign)).invitations).toEqual([]);
});

test("that the page was opened counts once, and from no member", async () => {
  const { owner, email, token } = await invited();
  const state = async () => (await fixture.row(email)).opened_at;
  await noteOpened(fixture.backend, owner, token);
  await noteOpened(fixture.backend, null, "A".repeat(43));
  expect(await state()).toBeNull();
  await noteOpened(fixture.backend, null, token);
  const first = await state();
  expect(first).not.toBeNull();
  await noteOpened(fixture.backend, await fixture.person(email), token);
  expect(await state()).toEqual(first);
});

test("the list tells what became of each mail, with the reason, and nothing of other organisations' mails", async () => {
  const { owner, email } = await invited();
  await fixture.db.owner.query(
    "UPDATE mail_message SET state = 'bounced', error = 'no such domain', ended_at = now() WHERE to_address = $1",
    [email],
  );
  expect((await linesOf(owner)).invitations).toMatchObject([
    { email, mail: { state: "bounced", error: "no such domain" }, isExpired: false, isVoid: false, openedAt: null },
  ]);
  const foreign = fixture.backend.database.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.org_id', ${owner.orgId}, true), set_config('role', 'app_user', true)`;
    return tx.$queryRaw`SELECT * FROM invitation_mails(${(await fixture.member()).orgId}::uuid)`;
  });
  await expect(foreign).rejects.toThrow(/CP001|differs/);
});

test("links and notes of what is over are forgotten after thirty days, and no sooner", async () => {
  const [old, fresh] = [await invited(), await invited()];
  await fixture.db.owner.query("UPDATE invitation SET expires_at = now() - interval '31 days' WHERE id = $1", [old.id]);
  await fixture.db.owner.query("UPDATE invitation SET expires_at = now() - interval '29 days' WHERE id = $1", [
    fresh.id,
  ]);
  expect(await tidyInvitations(fixture.backend)).toEqual({ forgotten: 1 });
  expect((await fixture.row(old.email)).token_hash).toBeNull();
  expect((await fixture.row(fresh.email)).token_hash).not.toBeNull();
  // What is forgotten can still be sent again.
  await inOrgContext(old.owner, (ctx) => resendInvitation(ctx, old.id));
  expect(await view(await fixture.person(old.email), await fixture.token(old.email))).toMatchObject({ kind: "open" });
});
