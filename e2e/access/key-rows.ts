import { randomUUID } from "node:crypto";
import { hashSecret, makeKey } from "~/features/keys/server/key-secret";
import type { ApiScope } from "~/server/api-scopes";
import type { Sample } from "./samples";
import { type Actor, canary, type World } from "./world";

export type MadeKey = { id: string; secret: string };

/** A key of somebody's in the organisation where they work. */
export async function newKey(
  world: World,
  owner: Pick<Actor, "userId" | "home">,
  scopes: readonly ApiScope[],
  more: { addresses?: string[] } = {},
): Promise<MadeKey> {
  const { publicId, secret } = makeKey();
  const id = randomUUID();
  await world.db.owner.query(
    `INSERT INTO api_key (id, org_id, user_id, public_id, name, secret_hash, scopes, addresses, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [
      ...[id, owner.home.id, owner.userId, publicId, `${canary} robot`],
      ...[hashSecret(world.backend.settings.keyHashKey, secret), scopes, more.addresses ?? []],
    ],
  );
  return { id, secret };
}

const ofKey =
  (rest: object = {}, state: { revoked?: boolean } = {}): Sample =>
  async (world, owner, ids) => {
    const { id } = await newKey(world, owner, ["agents:read"]);
    if (state.revoked === true) await revoke(world, id);
    ids.add(id);
    return { keyId: id, ...rest };
  };

export async function revoke(world: World, keyId: string): Promise<void> {
  await world.db.owner.query("UPDATE api_key SET revoked_at = now() WHERE id = $1", [keyId]);
}

export const keySamples: Record<string, Sample> = {
  "keys.list": async (world, owner) => {
    await newKey(world, owner, ["usage:read"]);
  },
  "keys.create": async () => ({
    name: "Robot",
    scopes: ["agents:run"],
    lifetimeDays: 30,
    addresses: ["203.0.113.0/24"],
    monthlyCapUcr: 1_000_000n,
  }),
  "keys.rotate": ofKey({ graceSeconds: 0 }),
  "keys.limit": ofKey({ monthlyCapUcr: 5n }),
  "keys.revoke": ofKey(),
  "keys.delete": ofKey({}, { revoked: true }),
};
