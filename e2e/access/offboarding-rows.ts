import type { Sample } from "./samples";

export const offboardingSamples: Record<string, Sample> = {
  "offboarding.belongings": async () => undefined,
  "offboarding.askDeletion": async (world, owner) => {
    const { rows } = await world.db.owner.query<{ name: string }>("SELECT name FROM organization WHERE id = $1", [
      owner.home.id,
    ]);
    return { name: rows[0]?.name };
  },
  // Only what was asked for can be taken back.
  "offboarding.undoDeletion": async (world, owner) => {
    await world.db.owner.query("UPDATE organization SET delete_after = now() + interval '7 days' WHERE id = $1", [
      owner.home.id,
    ]);
    return undefined;
  },
};
