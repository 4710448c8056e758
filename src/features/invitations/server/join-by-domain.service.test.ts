import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrgContext, type OrgScope } from "~/server/context";
import { createInvitationsFixture, type InvitationsFixture } from "../testing/invitations-fixture";
import { joinByDomain } from "./join-by-domain.service";
import { addJoinDomain, listJoinDomains, removeJoinDomain } from "./join-domains.service";
import { listOwnInvitations } from "./list-own-invitations.service";

let fixture: InvitationsFixture;
beforeAll(async () => {
  fixture = await createInvitationsFixture();
});
afterAll(() => fixture.close());

/** An owner whose sign-in has proved an address at a domain of its own. */
async function ownerAt(domain = `${randomUUID().slice(0, 8)}.example`, emailVerified = true) {
  const scope = await fixture.member();
  const owner: OrgScope = { ...scope, identity: { ...scope.identity, email: `boss@${domain}`, emailVerified } };
  return { owner, domain };
}
const add = (owner: OrgScope, domain: string, role: "member" | "viewer" = "viewer") =>
  inOrgContext(owner, (ctx) => addJoinDomain(ctx, { domain, role }));
const refused = (why: string) => ({ code: "domain_refused", details: { why } });

test("whoever has proved an address at the domain joins by themself, with its role; whoever only claims one does not", async () => {
  const { owner, domain } = await ownerAt();
  await add(owner, domain);
  const claims = await fixture.person(`claims@${domain}`, false);
  expect(await listOwnInvitations(claims)).toMatchObject({ joinable: null });
  await expect(joinByDomain(claims, owner.orgId)).rejects.toMatchObject({ code: "email_unverified" });
  const person = await fixture.person(`Ida@${domain}`);
  expect((await listOwnInvitations(person)).joinable).toMatchObject({ orgId: owner.orgId, orgName: owner.org.name });
  const answers = await Promise.all([1, 2, 3].map(() => joinByDomain(person, owner.orgId)));
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await fixture.members(owner.orgId)).toContainEqual({
    user_id: person.userId,
    role: "viewer",
    tokens_per_month: null,
  });
  expect((await listOwnInvitations(person)).joinable).toBeNull();
  expect((await fixture.audited(owner.orgId)).map(({ action }) => action)).toEqual(["org.domains", "domain.join"]);
});

test("an owner opens the domain of their own proved address and no other, no public one, and none that is taken", async () => {
  const { owner, domain } = await ownerAt();
  await expect(add(owner, "competitor.example")).rejects.toMatchObject(refused("not_own"));
  await expect(add(owner, `sub.${domain}`)).rejects.toMatchObject(refused("not_own"));
  const { owner: unproved, domain: claimed } = await ownerAt(undefined, false);
  await expect(add(unproved, claimed)).rejects.toMatchObject(refused("unverified"));
  const { owner: atGmail } = await ownerAt("gmail.com");
  await expect(add(atGmail, "gmail.com")).rejects.toMatchObject(refused("public"));
  expect(await inOrgContext(atGmail, listJoinDomains)).toMatchObject({ ownDomain: null });
  await add(owner, domain);
  const { owner: second } = await ownerAt(domain);
  await expect(add(second, domain)).rejects.toMatchObject({ code: "domain_taken" });
  await expect(inOrgContext(second, (ctx) => removeJoinDomain(ctx, domain))).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await inOrgContext(owner, listJoinDomains)).domains).toMatchObject([{ domain, role: "viewer" }]);
  await inOrgContext(owner, (ctx) => removeJoinDomain(ctx, domain));
  await add(second, domain);
});

test("somebody of another domain joins by no guess, nor after the domain is taken away", async () => {
  const { owner, domain } = await ownerAt();
  await add(owner, domain);
  const stranger = await fixture.person(fixture.address());
  await expect(joinByDomain(stranger, owner.orgId)).rejects.toMatchObject({ code: "not_found" });
  await expect(joinByDomain(stranger, randomUUID())).rejects.toMatchObject({ code: "not_found" });
  const person = await fixture.person(`late@${domain}`);
  await inOrgContext(owner, (ctx) => removeJoinDomain(ctx, domain));
  await expect(joinByDomain(person, owner.orgId)).rejects.toMatchObject({ code: "not_found" });
});

test("joining takes no seat that an open invitation holds, and one's own invitation is used up by it", async () => {
  const { owner, domain } = await ownerAt();
  await add(owner, domain);
  await fixture.setSeats(owner.orgId, 3);
  const email = `ida@${domain}`;
  await fixture.invite(owner, { addresses: `${email} ${fixture.address()}` });
  const other = await fixture.person(`per@${domain}`);
  await expect(joinByDomain(other, owner.orgId)).rejects.toMatchObject({ code: "seats_full" });
  const person = await fixture.person(email);
  expect(await listOwnInvitations(person)).toMatchObject({ invitations: [{ role: "member" }], joinable: null });
  expect(await joinByDomain(person, owner.orgId)).toMatchObject({ isNew: true });
  expect(await fixture.row(email)).toMatchObject({ accepted_by: person.userId });
});
