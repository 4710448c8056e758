import { randomUUID } from "node:crypto";
import { buildOrganization, buildPerson } from "../../prisma/builders/people";
import type { World } from "./world";

/** Somebody new, whom no other cell speaks of; shut out where that is asked for. */
export async function newPerson(world: World, isSuspended = false): Promise<string> {
  const { id } = await buildPerson(world.backend);
  if (isSuspended) await suspendPerson(world, id);
  return id;
}

export async function suspendPerson({ db }: Pick<World, "db">, id: string): Promise<void> {
  await db.owner.query(
    "UPDATE app_user_account SET suspended_at = now(), suspended_reason = 'Unpaid bills' WHERE id = $1",
    [id],
  );
}

/** An organisation of somebody new. */
export async function newOrg(world: World, isSuspended = false): Promise<{ orgId: string; memberId: string }> {
  const memberId = await newPerson(world);
  const { id } = await buildOrganization(world.backend, { ownerId: memberId });
  if (isSuspended) {
    await world.db.owner.query(
      "UPDATE organization SET suspended_at = now(), suspended_reason = 'Unpaid bills' WHERE id = $1",
      [id],
    );
  }
  return { orgId: id, memberId };
}

/** Every superadmin acts for somebody, who is not acting already: whoever asks has something to stop. */
export async function everySuperadminActs(world: World): Promise<void> {
  const { orgId, memberId } = await newOrg(world);
  for (const actor of world.actors.filter(({ isSuperadmin }) => isSuperadmin)) {
    await world.db.owner.query(
      `INSERT INTO acting_session (id, token_hash, superadmin_id, sign_in_session, org_id, member_id, reason, started_at, expires_at)
       VALUES ($1, sha256($1::uuid::text::bytea), $2, 'elsewhere', $3, $4, 'Ticket', now(), now() + interval '15 minutes')
       ON CONFLICT DO NOTHING`,
      [randomUUID(), actor.self?.userId ?? actor.userId, orgId, memberId],
    );
  }
}
