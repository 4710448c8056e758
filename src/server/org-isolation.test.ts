import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import type { Backend, OrgScope } from "./context";
import { inOrg, inPlatform } from "./db";

let db: TestDatabase;
let backend: Backend;
let [a, b]: OrgScope[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels, poolSize: 2 });
  [a, b] = [await createScope(backend), await createScope(backend)];
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const orgsSeen = (scope: OrgScope | undefined) =>
  inOrg(
    backend.database,
    { orgId: scope?.orgId ?? null, userId: scope?.userId ?? "00000000-0000-0000-0000-000000000000" },
    async (tx) => {
      const rows = await tx.membership.findMany({ select: { orgId: true } });
      return new Set(rows.map(({ orgId }) => orgId));
    },
  );

test("with no filter of its own, a transaction of one organisation sees no row of another", async () => {
  expect(await orgsSeen(a)).toEqual(new Set([a?.orgId]));
  expect(await orgsSeen(b)).toEqual(new Set([b?.orgId]));
  expect(await orgsSeen(undefined)).toEqual(new Set());
});

test("a row of another organisation cannot be written", async () => {
  const write = inOrg(
    backend.database,
    { orgId: a?.orgId ?? "", userId: a?.userId ?? "" },
    (tx) =>
      tx.$executeRaw`INSERT INTO audit_event (id, org_id, actor_role, action, subject, request_id)
      VALUES (gen_random_uuid(), ${b?.orgId}::uuid, 'owner', 'org.update', 'x', 'r')`,
  );
  await expect(write).rejects.toThrow(/row-level security/);
});

test("a member's transaction cannot make its person a superadmin", async () => {
  const rise = inOrg(
    backend.database,
    { orgId: a?.orgId ?? "", userId: a?.userId ?? "" },
    (tx) => tx.$executeRaw`UPDATE app_user_account SET is_superadmin = true WHERE id = ${a?.userId}::uuid`,
  );
  await expect(rise).rejects.toThrow(/permission denied/);
});

test("ten thousand interleaved transactions of two organisations on two connections leak nothing", async () => {
  const rounds = 10_000;
  let leaks = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      while (next < rounds) {
        next += 1;
        const scope = next % 2 === 0 ? a : b;
        // A transaction and a look at what it left behind, in one round trip: each takes whatever connection is free.
        const results: unknown = await backend.database.pool.query(`BEGIN;
          SELECT set_config('app.org_id', '${scope?.orgId}', true), set_config('role', 'app_user', true);
          SELECT string_agg(org_id::text, ',') AS orgs, current_user::text AS role FROM membership;
          ${next % 3 === 0 ? "ROLLBACK" : "COMMIT"};
          SELECT current_setting('app.org_id', true) AS orgs, current_user::text AS role`);
        if (!Array.isArray(results)) throw new Error("five statements with one result");
        const [inside, after] = [results[2]?.rows[0], results[4]?.rows[0]];
        if (inside?.orgs !== scope?.orgId || inside?.role !== "app_user") leaks += 1;
        if ((after?.orgs ?? "") !== "" || after?.role !== "counterpart_app") leaks += 1;
      }
    }),
  );
  expect(leaks).toBe(0);
});

test("the console's transaction sees every organisation, and leaves nothing of that on the connection", async () => {
  const seen = await inPlatform(backend.database, (tx) => tx.membership.findMany({ select: { orgId: true } }));
  expect(new Set(seen.map(({ orgId }) => orgId))).toEqual(new Set([a?.orgId, b?.orgId]));
  await expect(backend.database.pool.query("SELECT * FROM membership")).rejects.toThrow(/permission denied/);
});
