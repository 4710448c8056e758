import { randomUUID } from "node:crypto";
import type { Role } from "~/server/permissions";
import { buildMembership, buildPerson } from "../../prisma/builders/people";
import type { Sample } from "./samples";
import { type Actor, password, type World } from "./world";

/** Somebody new in the organisation where the person works. */
export async function newMember(world: World, owner: Actor, ids: Set<string>, role: Role = "member"): Promise<string> {
  const { id } = await buildPerson(world.backend);
  await buildMembership(world.backend, { orgId: owner.home.id, userId: id, role });
  ids.add(id);
  return id;
}

/** An offer of the organisation, in place of any before it. */
async function newTransfer(world: World, orgId: string, fromId: string, toId: string, ids: Set<string>) {
  const transferId = randomUUID();
  await endTransfers(world, orgId);
  await world.db.owner.query(
    `INSERT INTO ownership_transfer (id, org_id, from_user_id, to_user_id, expires_at)
     VALUES ($1, $2, $3, $4, now() + interval '1 day')`,
    [transferId, orgId, fromId, toId],
  );
  ids.add(transferId);
  return { transferId };
}

async function endTransfers(world: World, orgId: string): Promise<void> {
  await world.db.owner.query(
    "UPDATE ownership_transfer SET ended_at = now(), outcome = 'void' WHERE org_id = $1 AND ended_at IS NULL",
    [orgId],
  );
}

const offered: Sample = async (world, owner, ids) =>
  newTransfer(world, owner.home.id, await newMember(world, owner, new Set(), "owner"), owner.userId, ids);

export const memberSamples: Record<string, Sample> = {
  "members.list": async () => ({
    search: "works",
    role: "member",
    sort: "credits",
    descending: true,
    page: 1,
    size: 25,
  }),
  "members.changeRole": async (world, owner, ids) => ({ userId: await newMember(world, owner, ids), role: "viewer" }),
  "members.changeLimit": async (world, owner, ids) => ({
    userId: await newMember(world, owner, ids),
    tokensPerMonth: 1_000,
  }),
  "members.remove": async (world, owner, ids) => ({
    userId: await newMember(world, owner, ids),
    conversations: "delete",
  }),
  "members.leave": async (world, owner) => {
    // The last owner could not.
    await newMember(world, owner, new Set(), "owner");
    return { conversations: "keep" };
  },
  "members.transfer": async () => undefined,
  "members.offerOwnership": async (world, owner, ids) => {
    await endTransfers(world, owner.home.id);
    return { userId: await newMember(world, owner, ids), password };
  },
  "members.withdrawOwnership": async (world, owner, ids) =>
    newTransfer(world, owner.home.id, owner.userId, await newMember(world, owner, new Set()), ids),
  "members.acceptOwnership": offered,
  "members.declineOwnership": offered,
};

/** Puts somebody back where they were, where a call has made them leave or given them another role. */
export async function restorePlace(world: World, who: Actor): Promise<void> {
  if (who.home.id !== world.a.id && who.home.id !== world.b.id) return;
  await world.db.owner.query(
    `INSERT INTO membership (org_id, user_id, role, last_active_at) VALUES ($1, $2, $3, now() + interval '1 day')
     ON CONFLICT (org_id, user_id) DO UPDATE SET role = excluded.role WHERE membership.role <> excluded.role`,
    [who.home.id, who.userId, who.homeRole],
  );
}
