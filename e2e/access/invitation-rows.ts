import { createHash, randomUUID } from "node:crypto";
import { domainOf } from "~/features/invitations/domain-of";
import { invitationToken } from "~/features/invitations/server/invitation-token";
import type { RouteInput } from "./route-samples";
import type { Sample } from "./samples";
import { type Actor, canary, type World } from "./world";

/** An invitation into the person's organisation, by its owner: to somebody new, unless an address is given. */
async function newInvitation(
  world: World,
  owner: Actor,
  ids: Set<string>,
  email = `${randomUUID()}@invited.example`,
): Promise<{ invitationId: string; token: string }> {
  const id = randomUUID();
  ids.add(id);
  const token = invitationToken(world.backend.settings.invitationKey, { id, generation: 1 });
  await world.db.owner.query(
    `INSERT INTO invitation (id, org_id, email, role, note, invited_by, token_hash, created_at, sent_at, expires_at)
     SELECT $1, $2, $3, 'member', $4, m.user_id, $5, now(), now(), now() + interval '7 days'
     FROM membership m WHERE m.org_id = $2 AND m.role = 'owner' LIMIT 1`,
    [id, owner.home.id, email, `${canary} writes`, createHash("sha256").update(token).digest()],
  );
  return { invitationId: id, token };
}

/** Into an organisation that the person does not belong to yet, at an address that they have proved. */
async function newOwnInvitation(world: World, owner: Actor, ids: Set<string>): Promise<{ invitationId: string }> {
  const id = randomUUID();
  ids.add(id);
  const org = randomUUID();
  await proveAddress(world, owner);
  await world.db.owner.query(
    "INSERT INTO organization (id, slug, name, kind) VALUES ($1, $1::uuid::text, 'Third', 'team')",
    [org],
  );
  await world.db.owner.query(
    `WITH inviter AS (INSERT INTO app_user_account (id, email, name) VALUES ($4, $4::uuid::text || '@third.example', 'Third') RETURNING id),
       place AS (INSERT INTO membership (org_id, user_id, role) SELECT $2, id, 'owner' FROM inviter)
     INSERT INTO invitation (id, org_id, email, role, invited_by, created_at, sent_at, expires_at)
     SELECT $1, $2, $3, 'member', id, now(), now(), now() + interval '7 days' FROM inviter`,
    [id, org, owner.email, randomUUID()],
  );
  return { invitationId: id };
}

async function proveAddress(world: World, { email }: Actor): Promise<void> {
  await world.db.owner.query("UPDATE auth_user SET email_verified = true WHERE email = $1", [email]);
}

/** The person's domain lets people into their organisation. */
async function newDomain(world: World, owner: Actor): Promise<string> {
  const domain = `${randomUUID()}.example`;
  await world.db.owner.query(
    "INSERT INTO org_join_domain (domain, org_id, role, created_at) VALUES ($1, $2, 'viewer', now())",
    [domain, owner.home.id],
  );
  return domain;
}

/** The domain of everybody's addresses lets them into a third organisation: whoever has proved one may. Returns its id. */
async function newOpenOrg(world: World, owner: Actor): Promise<string> {
  const org = randomUUID();
  await proveAddress(world, owner);
  await world.db.owner.query(
    "INSERT INTO organization (id, slug, name, kind) VALUES ($1, $1::uuid::text, 'Third', 'team')",
    [org],
  );
  await freeDomain(world, owner);
  await world.db.owner.query(
    "INSERT INTO org_join_domain (domain, org_id, role, created_at) VALUES ($1, $2, 'viewer', now())",
    [domainOf(owner.email), org],
  );
  return org;
}

async function freeDomain(world: World, { email }: Actor): Promise<void> {
  await world.db.owner.query("DELETE FROM org_join_domain WHERE domain = $1", [domainOf(email)]);
}

const ofInvitation =
  (rest: () => object = () => ({})): Sample =>
  async (world, owner, ids) => ({ invitationId: (await newInvitation(world, owner, ids)).invitationId, ...rest() });

export const invitationSamples: Record<string, Sample> = {
  "invitations.list": async (world, owner, ids) => {
    const { invitationId: id } = await newInvitation(world, owner, ids);
    return { cursor: { at: "2100-01-01T00:00:00.000Z", id }, limit: 1 };
  },
  "invitations.invite": async () => ({
    addresses: `${randomUUID()}@invited.example`,
    role: "viewer",
    tokensPerMonth: 1_000,
    note: `${canary} writes`,
  }),
  "invitations.resend": ofInvitation(),
  "invitations.fixAddress": ofInvitation(() => ({ email: `${randomUUID()}@invited.example` })),
  "invitations.revoke": ofInvitation(),
  "invitations.copyLink": ofInvitation(),
  "invitations.domains": async () => undefined,
  "invitations.addDomain": async (world, owner) => {
    await proveAddress(world, owner);
    await freeDomain(world, owner);
    return { domain: domainOf(owner.email), role: "viewer" };
  },
  "invitations.removeDomain": async (world, owner) => ({ domain: await newDomain(world, owner) }),
  "invitations.mine": async () => undefined,
  "invitations.accept": newOwnInvitation,
  "invitations.decline": newOwnInvitation,
  // Whoever has an address at the domain may: no id of A's is in it.
  "invitations.join": async (world, owner) => ({ orgId: await newOpenOrg(world, owner) }),
};

export const invitationRouteSamples: Record<string, (...of: Parameters<Sample>) => Promise<RouteInput>> = {
  "POST /api/invitations/opened": async (world, owner, ids) => ({
    body: { token: (await newInvitation(world, owner, ids)).token },
  }),
};
