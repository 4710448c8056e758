import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Backend, OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import type { CreateKeyInput } from "../keys.schema";

let db: TestDatabase;
let backend: Backend;
let owner: OrgScope;
let member: OrgScope;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});
beforeEach(async () => {
  owner = await createScope(backend);
  member = await createScope(backend, { role: "member", org: { id: owner.orgId, slug: owner.org.slug } });
});

const wanted: CreateKeyInput = {
  name: "Nightly report",
  scopes: ["agents:run"],
  lifetimeDays: 30,
  addresses: [],
  monthlyCapUcr: 2_000_000n,
};

// CVE-2025-61928: a sign-in library let whoever named somebody's user id in the body make keys in their name.
test("whoever names somebody else's user id when a key is made is refused, and no key is made for that person", async () => {
  for (const field of ["userId", "user_id", "makerId", "orgId", "referenceId"]) {
    const body = { ...wanted, [field]: owner.userId };
    await expect(callerOf(member).keys.create(body)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
  await callerOf(member).keys.create(wanted);
  const { rows } = await db.owner.query("SELECT user_id FROM api_key WHERE org_id = $1", [owner.orgId]);
  expect(rows).toEqual([{ user_id: member.userId }]);
});

test("a secret stands in one answer and nowhere else: neither in the list, nor in the database, nor in the audit log", async () => {
  const { secret, publicId } = await callerOf(member).keys.create(wanted);
  expect(publicId).toMatch(/^opk_[0-9a-z]{16}$/);
  expect(secret).toMatch(/^osk_[0-9a-z]{16}_[\w-]{43}$/);
  const list = await callerOf(member).keys.list();
  const { rows } = await db.owner.query(
    "SELECT (SELECT jsonb_agg(k) FROM api_key k) AS keys, (SELECT jsonb_agg(a) FROM audit_event a) AS audit",
  );
  const everything = JSON.stringify([list, rows], (_key, value) => (typeof value === "bigint" ? String(value) : value));
  expect(everything).toContain(publicId);
  expect(everything).not.toContain(secret.slice(-43));
});

test("a member sees and ends their own keys, an owner everybody's; somebody else's are missing to a member", async () => {
  const own = await callerOf(member).keys.create(wanted);
  const owners = await callerOf(owner).keys.create({ ...wanted, name: "Owner's" });
  expect((await callerOf(member).keys.list()).map(({ id }) => id)).toEqual([own.id]);
  expect((await callerOf(owner).keys.list()).map(({ id }) => id).sort()).toEqual([own.id, owners.id].sort());
  for (const act of ["revoke", "delete"] as const) {
    await expect(callerOf(member).keys[act]({ keyId: owners.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  await callerOf(owner).keys.revoke({ keyId: own.id });
  expect((await callerOf(member).keys.list())[0]).toMatchObject({ state: "revoked", revokedBy: owner.user.name });
});

test("nobody but its maker gets a new secret of a key", async () => {
  const own = await callerOf(member).keys.create(wanted);
  await expect(callerOf(owner).keys.rotate({ keyId: own.id, graceSeconds: 0 })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const { secret } = await callerOf(member).keys.rotate({ keyId: own.id, graceSeconds: 3_600 });
  expect(secret).not.toBe(own.secret);
  expect((await callerOf(member).keys.list())[0]?.previousUntil).toBeInstanceOf(Date);
});

test("a key is deleted only once it is revoked, and takes nothing of what was charged with it", async () => {
  const { id } = await callerOf(member).keys.create(wanted);
  await expect(callerOf(member).keys.delete({ keyId: id })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await callerOf(member).keys.revoke({ keyId: id });
  await callerOf(member).keys.delete({ keyId: id });
  expect(await callerOf(member).keys.list()).toEqual([]);
});

test("every act leaves a line with its actor and the public id", async () => {
  const { id, publicId } = await callerOf(member).keys.create(wanted);
  await callerOf(member).keys.rotate({ keyId: id, graceSeconds: 0 });
  await callerOf(owner).keys.limit({ keyId: id, monthlyCapUcr: null });
  await callerOf(owner).keys.revoke({ keyId: id });
  await callerOf(member).keys.delete({ keyId: id });
  const { rows } = await db.owner.query(
    "SELECT action, actor_id AS actor, after FROM audit_event WHERE org_id = $1 AND subject = $2 ORDER BY at, seq",
    [owner.orgId, publicId],
  );
  expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
    ["keys.create", member.userId],
    ["keys.rotate", member.userId],
    ["keys.limit", owner.userId],
    ["keys.revoke", owner.userId],
    ["keys.delete", member.userId],
  ]);
  expect(rows[0].after).toMatchObject({ name: "Nightly report", monthlyCapUcr: "2000000" });
});

test("a viewer makes no key", async () => {
  const viewer = await createScope(backend, { role: "viewer", org: { id: owner.orgId, slug: owner.org.slug } });
  await expect(callerOf(viewer).keys.create(wanted)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("the list says which scopes the maker's role does not reach any more", async () => {
  await callerOf(member).keys.create({ ...wanted, scopes: ["agents:run", "usage:read"] });
  await db.owner.query("DELETE FROM membership WHERE user_id = $1", [member.userId]);
  expect((await callerOf(owner).keys.list())[0]).toMatchObject({
    state: "orphaned",
    idleScopes: ["agents:run", "usage:read"],
  });
});

test("keys beyond what an organisation may have are refused, also when two are made at once", async () => {
  await db.owner.query(
    `INSERT INTO api_key (id, org_id, user_id, public_id, name, secret_hash, created_at)
     SELECT gen_random_uuid(), $1::uuid, $2::uuid, 'opk_' || lpad(to_hex(n), 12, '0') || 'full', 'x', repeat('0', 64), now() FROM generate_series(1, 199) n`,
    [owner.orgId, owner.userId],
  );
  const both = await Promise.allSettled([callerOf(owner).keys.create(wanted), callerOf(owner).keys.create(wanted)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
