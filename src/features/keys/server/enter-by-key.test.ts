import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import { type Backend, inOrgContext, type OrgScope } from "~/server/context";
import { holderHas } from "~/server/permissions";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { newKey } from "../testing/new-key";
import { revokeKey } from "./end-key.service";
import { arriveByKey, keyIsLive } from "./enter-by-key.service";
import { rotateKey } from "./rotate-key.service";

let db: TestDatabase;
let backend: Backend;
let owner: OrgScope;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels, settings: { apiRequestsPerMinute: 5 } });
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});
beforeEach(async () => {
  owner = await createScope(backend);
});

async function arrive(secret: string, headers: Record<string, string> = {}) {
  return arriveByKey(backend, new Headers({ authorization: `Bearer ${secret}`, ...headers }), randomUUID());
}

/** The code that a request with the secret is refused with, and the reason; "ok" for one that is let in. */
async function outcome(secret: string, headers: Record<string, string> = {}): Promise<string> {
  const arrival = await arrive(secret, headers);
  try {
    arrival.scope();
    return "ok";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, error.details.reason].filter(Boolean).join(" ");
  }
}

test("a key lets its maker's program in as that member of that organisation, with the key in the scope", async () => {
  const member = await createScope(backend, { role: "member", org: { id: owner.orgId, slug: owner.org.slug } });
  const { id, secret } = await newKey(member, { monthlyCapUcr: 5n, scopes: ["usage:read"] });
  const scope = (await arrive(secret)).scope();
  expect(scope).toMatchObject({ orgId: owner.orgId, userId: member.userId, role: "member" });
  expect(scope.key).toEqual({ id, scopes: ["usage:read"], monthlyCapUcr: 5n });
  expect(scope.user.isSuperadmin).toBe(false);
  expect(holderHas(scope, "credits.read")).toBe(true);
  expect(holderHas(scope, "chat.write")).toBe(false);
});

test("what is no key, another secret of the same public id, and nothing at all are refused alike with 401", async () => {
  const { secret } = await newKey(owner);
  const changed = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
  expect(await outcome(changed)).toBe("key_invalid unknown");
  expect(await outcome("osk_0000000000000000_".padEnd(64, "x"))).toBe("key_invalid unknown");
  expect(await outcome("sk-proj-something")).toBe("key_invalid unknown");
  const without = await arriveByKey(backend, new Headers({ cookie: "session=x" }), randomUUID());
  expect(() => without.scope()).toThrow("missing");
});

test("a wrong secret uses up nothing of a key's rate and does not count as a use", async () => {
  const { secret, id } = await newKey(owner);
  const changed = `${secret.slice(0, -2)}zz`;
  for (let attempt = 0; attempt < 10; attempt += 1) await outcome(changed);
  expect(await outcome(secret)).toBe("ok");
  const { rows } = await db.owner.query("SELECT requests FROM api_key_minute WHERE key_id = $1", [id]);
  expect(rows).toEqual([{ requests: 1 }]);
});

test("a revoked key is refused at the very next request, and its answers may not go on", async () => {
  const { id, secret } = await newKey(owner);
  expect(await outcome(secret)).toBe("ok");
  expect(await keyIsLive(backend, id)).toBe(true);
  await inOrgContext(owner, (ctx) => revokeKey(ctx, id));
  expect(await outcome(secret)).toBe("key_invalid revoked");
  expect(await keyIsLive(backend, id)).toBe(false);
});

test("a key ends with its maker's membership, with their suspension, and with that of the organisation", async () => {
  const org = { id: owner.orgId, slug: owner.org.slug };
  const removed = await createScope(backend, { role: "member", org });
  const gone = await newKey(removed);
  await db.owner.query("DELETE FROM membership WHERE user_id = $1 AND org_id = $2", [removed.userId, org.id]);
  expect(await outcome(gone.secret)).toBe("key_invalid unknown");
  expect(await keyIsLive(backend, gone.id)).toBe(false);

  const suspended = await createScope(backend, { role: "member", org });
  const shut = await newKey(suspended);
  await db.owner.query("UPDATE app_user_account SET suspended_at = now(), suspended_reason = 'x' WHERE id = $1", [
    suspended.userId,
  ]);
  expect(await outcome(shut.secret)).toBe("account_suspended");
  expect(await keyIsLive(backend, shut.id)).toBe(false);

  const { id, secret } = await newKey(owner);
  await db.owner.query("UPDATE organization SET suspended_at = now(), suspended_reason = 'x' WHERE id = $1", [org.id]);
  expect(await outcome(secret)).toBe("account_frozen");
  expect(await keyIsLive(backend, id)).toBe(false);
});

test("a key may never do more than its maker's role does at that moment", async () => {
  const member = await createScope(backend, { role: "member", org: { id: owner.orgId, slug: owner.org.slug } });
  const { secret } = await newKey(member);
  expect(holderHas((await arrive(secret)).scope(), "chat.write")).toBe(true);
  await db.owner.query("UPDATE membership SET role = 'viewer' WHERE user_id = $1", [member.userId]);
  const scope = (await arrive(secret)).scope();
  expect(holderHas(scope, "chat.write")).toBe(false);
  expect(holderHas(scope, "models.read")).toBe(true);
});

test("a key ends when its time does", async () => {
  const { id, secret } = await newKey(owner, { lifetimeDays: 7 });
  expect(await outcome(secret)).toBe("ok");
  await db.owner.query("UPDATE api_key SET expires_at = now() WHERE id = $1", [id]);
  expect(await outcome(secret)).toBe("key_invalid expired");
});

test("a key with addresses works from those alone, of either kind, and not where the address is unknown", async () => {
  const { secret } = await newKey(owner, { addresses: ["203.0.113.0/24", "2001:db8::/32"] });
  const from = (address: string) => outcome(secret, { "x-forwarded-for": address });
  expect(await from("203.0.113.9")).toBe("ok");
  expect(await from("::ffff:203.0.113.9")).toBe("ok");
  expect(await from("2001:db8:1::5")).toBe("ok");
  expect(await from("203.0.114.9")).toBe("key_address");
  expect(await outcome(secret)).toBe("key_address");
  backend.settings.apiRequestsPerMinute = 50;
  expect(await from("not an address")).toBe("key_address");
  backend.settings.apiRequestsPerMinute = 5;
});

test("after a rotation the secret before works until its grace period ends, and no longer", async () => {
  const { id, secret } = await newKey(owner);
  const rotated = await inOrgContext(owner, (ctx) => rotateKey(ctx, { keyId: id, graceSeconds: 3_600 }));
  expect(await outcome(secret)).toBe("ok");
  expect(await outcome(rotated.secret)).toBe("ok");
  await db.owner.query("UPDATE api_key SET previous_until = now() WHERE id = $1", [id]);
  expect(await outcome(secret)).toBe("key_invalid unknown");
  const last = await inOrgContext(owner, (ctx) => rotateKey(ctx, { keyId: id, graceSeconds: 0 }));
  expect(await outcome(rotated.secret)).toBe("key_invalid unknown");
  expect(await outcome(last.secret)).toBe("ok");
});

test("a key makes so many requests in a minute and no more, however many come at once; the next minute begins anew", async () => {
  const { id, secret } = await newKey(owner);
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => outcome(secret)));
  const left = (await db.owner.query("SELECT minute FROM api_key_minute WHERE key_id = $1", [id])).rows;
  expect(left).toHaveLength(1);
  // A minute that ends in the middle of the twelve begins another count.
  expect(outcomes.filter((code) => code === "ok").length).toBeGreaterThanOrEqual(5);
  expect(await outcome(secret)).toBe("rate_limited");
  const { rate } = await arrive(secret);
  expect(rate).toMatchObject({ allowed: 5, used: 5 });
  await db.owner.query("UPDATE api_key_minute SET minute = minute - interval '1 minute' WHERE key_id = $1", [id]);
  expect(await outcome(secret)).toBe("ok");
  const { rows } = await db.owner.query(
    "SELECT requests::int, last_used_at IS NOT NULL AS used FROM api_key WHERE id = $1",
    [id],
  );
  expect(rows[0].used).toBe(true);
  expect(rows[0].requests).toBeGreaterThanOrEqual(5);
});

test("a use is written down once a minute", async () => {
  const { id, secret } = await newKey(owner);
  await outcome(secret);
  const before = await db.owner.query("SELECT xmin FROM api_key WHERE id = $1", [id]);
  await outcome(secret);
  await outcome(secret);
  expect((await db.owner.query("SELECT xmin FROM api_key WHERE id = $1", [id])).rows).toEqual(before.rows);
});
