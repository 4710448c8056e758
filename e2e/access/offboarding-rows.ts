import { buildMembership, buildOrganization, buildPerson } from "../../prisma/builders/people";
import type { Sample } from "./samples";
import type { Actor, OrgRef, World } from "./world";

/** An organisation that may end: the person has the same role in it as in A, and no other cell speaks of it. */
export async function newPlace(world: World, who: Actor): Promise<OrgRef> {
  const ownerId = who.homeRole === "owner" ? who.userId : (await buildPerson(world.backend)).id;
  const org = await buildOrganization(world.backend, { ownerId });
  if (who.homeRole !== "owner")
    await buildMembership(world.backend, { orgId: org.id, userId: who.userId, role: who.homeRole });
  return org;
}

export const offboardingSamples: Record<string, Sample> = {
  "offboarding.belongings": async () => undefined,
  "offboarding.askDeletion": async (world, owner) => {
    const { rows } = await world.db.owner.query<{ name: string }>("SELECT name FROM organization WHERE id = $1", [
      owner.home.id,
    ]);
    return { name: rows[0]?.name };
  },
  // Only what was asked for can be taken back; A and B are never asked.
  "offboarding.undoDeletion": async (world, owner) => {
    await world.db.owner.query(
      "UPDATE organization SET delete_after = now() + interval '7 days' WHERE id = $1 AND NOT id = ANY ($2)",
      [owner.home.id, [world.a.id, world.b.id]],
    );
    return undefined;
  },
};
