import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrgContext } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createInvitationsFixture, type InvitationsFixture } from "../testing/invitations-fixture";
import { hashInvitationToken } from "./invitation-token";
import { listInvitations } from "./list-invitations.service";
import { revokeInvitation } from "./revoke-invitation.service";

let fixture: InvitationsFixture;
beforeAll(async () => {
  fixture = await createInvitationsFixture();
});
afterAll(() => fixture.close());

const listed = (scope: Awaited<ReturnType<InvitationsFixture["member"]>>) =>
  inOrgContext(scope, (ctx) => listInvitations(ctx, { limit: 100 }));

test("an invitation is written with its mail and its line in the audit log, and of its link only a hash is kept", async () => {
  const owner = await fixture.member();
  const email = fixture.address();
  const outcome = await fixture.invite(owner, {
    addresses: email,
    role: "admin",
    tokensPerMonth: 5,
    note: "See you\n!",
  });
  expect(outcome).toEqual({ invited: [email], renewed: [], skipped: [], invalid: [] });
  const token = await fixture.token(email);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(Buffer.from(hashInvitationToken(token)).equals((await fixture.row(email)).token_hash ?? Buffer.of())).toBe(
    true,
  );
  const { rows } = await fixture.db.owner.query("SELECT * FROM mail_message WHERE to_address = $1", [email]);
  expect(rows).toMatchObject([
    { org_id: owner.orgId, template: "invitation", secrets: { url: `http://localhost/invite/${token}` } },
  ]);
  const everything = await fixture.db.owner.query<{ t: string }>(
    "SELECT i::text AS t FROM invitation i WHERE email = $1",
    [email],
  );
  expect(everything.rows[0]?.t).not.toContain(token);
  expect(await fixture.audited(owner.orgId)).toMatchObject([
    { action: "members.invite", actor_id: owner.userId, after: { role: "admin", addresses: [email] } },
  ]);
});

test("the list is answered as the client's library asks for it anew, and an unknown field is refused", async () => {
  const owner = await fixture.member();
  const email = fixture.address();
  await fixture.invite(owner, { addresses: email });
  const { list } = callerOf(owner).invitations;
  expect((await list({ direction: "forward" })).invitations).toMatchObject([{ email }]);
  await expect(list({ orgId: owner.orgId } as object)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("duplicates and other letters are one invitation; members and oneself are named and left out", async () => {
  const owner = await fixture.member();
  const colleague = await fixture.member("viewer", owner.org);
  const email = fixture.address();
  const addresses = `${email}, ${email.toUpperCase()} ${colleague.user.email.toUpperCase()} <${owner.user.email}> nonsense`;
  expect(await fixture.invite(owner, { addresses })).toEqual({
    invited: [email],
    renewed: [],
    skipped: [
      { email: colleague.user.email, why: "member" },
      { email: owner.user.email, why: "self" },
    ],
    invalid: ["nonsense"],
  });
  const mails = await fixture.db.owner.query("SELECT FROM mail_message WHERE to_address = ANY ($1)", [
    [colleague.user.email, owner.user.email],
  ]);
  expect(mails.rowCount).toBe(0);
});

test("an address that waits for an answer is renewed: one invitation, another link, the new role", async () => {
  const owner = await fixture.member();
  const email = fixture.address();
  await fixture.invite(owner, { addresses: email, role: "viewer" });
  const before = await fixture.row(email);
  expect((await fixture.invite(owner, { addresses: email, role: "member" })).renewed).toEqual([email]);
  const after = await fixture.row(email);
  expect(after).toMatchObject({ id: before.id, role: "member", generation: 2 });
  expect(after.token_hash).not.toEqual(before.token_hash);
  expect((await listed(owner)).total).toBe(1);
});

test("nobody gives a role that they may not manage, nor renews an invitation to one", async () => {
  const owner = await fixture.member();
  const admin = await fixture.member("admin", owner.org);
  const email = fixture.address();
  for (const role of ["owner", "admin"] as const) {
    await expect(fixture.invite(admin, { addresses: email, role })).rejects.toMatchObject({ code: "forbidden" });
  }
  await fixture.invite(owner, { addresses: email, role: "admin" });
  expect((await fixture.invite(admin, { addresses: email })).skipped).toEqual([{ email, why: "higher" }]);
  const { id, role, generation } = await fixture.row(email);
  expect({ role, generation }).toEqual({ role: "admin", generation: 1 });
  const revoke = inOrgContext(admin, (ctx) => revokeInvitation(ctx, id));
  await expect(revoke).rejects.toMatchObject({ code: "forbidden" });
  expect((await listed(admin)).invitations).toMatchObject([{ email, isOwnToManage: false }]);
});

test("seats count members and open invitations; all are invited or nobody, and who can help is told", async () => {
  const owner = await fixture.member();
  await fixture.setSeats(owner.orgId, 3);
  const [one, two, three] = [fixture.address(), fixture.address(), fixture.address()];
  const full = fixture.invite(owner, { addresses: `${one} ${two} ${three}` });
  await expect(full).rejects.toMatchObject({
    code: "seats_full",
    details: { used: 1, allowed: 3, wanted: 3, owners: [owner.user.name] },
  });
  expect((await listed(owner)).total).toBe(0);
  await fixture.invite(owner, { addresses: `${one} ${two}` });
  await expect(fixture.invite(owner, { addresses: three })).rejects.toMatchObject({ code: "seats_full" });
  // Renewing takes no other seat; an expired or revoked one frees its own.
  await fixture.invite(owner, { addresses: `${one} ${two}`, role: "viewer" });
  await fixture.expire(one);
  await fixture.invite(owner, { addresses: three });
  await expect(fixture.invite(owner, { addresses: one })).rejects.toMatchObject({ code: "seats_full" });
  const { id } = await fixture.row(three);
  await inOrgContext(owner, (ctx) => revokeInvitation(ctx, id));
  await fixture.invite(owner, { addresses: one });
  expect((await listed(owner)).seats).toEqual({ allowed: 3, members: 1, invited: 2 });
});

test("of many who invite at once for the last seats, as many succeed as there are seats", async () => {
  const owner = await fixture.member();
  await fixture.setSeats(owner.orgId, 4);
  const attempts = Array.from({ length: 8 }, () => fixture.invite(owner, { addresses: fixture.address() }));
  const results = await Promise.allSettled(attempts);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect((await listed(owner)).seats).toEqual({ allowed: 4, members: 1, invited: 3 });
});

test("two who invite the same address at once make one invitation", async () => {
  const owner = await fixture.member();
  const admin = await fixture.member("admin", owner.org);
  const email = fixture.address();
  await Promise.all([fixture.invite(owner, { addresses: email }), fixture.invite(admin, { addresses: email })]);
  expect((await listed(owner)).total).toBe(1);
  expect(await fixture.row(email)).toMatchObject({ generation: 2 });
});

test("five hundred addresses are invited in one go, one more is refused, and a day has an end", async () => {
  const owner = await fixture.member();
  const many = (count: number) => Array.from({ length: count }, () => fixture.address()).join("\n");
  const tooMany = fixture.invite(owner, { addresses: many(501) });
  await expect(tooMany).rejects.toMatchObject({ code: "bad_input", details: { fields: { addresses: "too_many" } } });
  const started = performance.now();
  expect((await fixture.invite(owner, { addresses: many(500) })).invited).toHaveLength(500);
  expect(performance.now() - started).toBeLessThan(14_000);
  await fixture.db.owner.query(
    `INSERT INTO mail_message (id, org_id, key, template, locale, to_address, subject, props, created_at, next_attempt_at)
     SELECT gen_random_uuid(), $1, 'today/' || n, 'invitation', 'en', 'x@y.example', 's', '{}', now() - interval '2 hours', now()
     FROM generate_series(1, 499) n`,
    [owner.orgId],
  );
  await fixture.invite(owner, { addresses: fixture.address() });
  await expect(fixture.invite(owner, { addresses: fixture.address() })).rejects.toMatchObject({
    code: "invitation_limit",
    details: { limit: 1_000, sent: 1_000, retryAfterSeconds: expect.any(Number) },
  });
  // Of another organisation nothing is counted.
  await fixture.invite(await fixture.member(), { addresses: fixture.address() });
}, 60_000);

test("the mail is in the language that its reader has chosen, else in that of the organisation", async () => {
  const owner = await fixture.member();
  const [stranger, known] = [fixture.address(), fixture.address()];
  const { userId } = await fixture.person(known);
  await fixture.db.owner.query("UPDATE app_user_account SET locale = 'en' WHERE id = $1", [userId]);
  const russian = { ...owner, org: { ...owner.org, locale: "ru" as const } };
  await fixture.invite(russian, { addresses: `${stranger} ${known}` });
  const { rows } = await fixture.db.owner.query<{ to_address: string; locale: string }>(
    "SELECT to_address, locale FROM mail_message WHERE to_address = ANY ($1)",
    [[stranger, known]],
  );
  expect(Object.fromEntries(rows.map((row) => [row.to_address, row.locale]))).toEqual({
    [stranger]: "ru",
    [known]: "en",
  });
});
