import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { recordAudit } from "./audit";
import type { Backend, OrgScope } from "./context";
import { inPlatform } from "./db";
import { inRequest, noteActing } from "./request-context";

let db: TestDatabase;
let backend: Backend;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const act = (scope: OrgScope, subject: string) =>
  scope.inOrg((tx) =>
    recordAudit(tx, {
      orgId: scope.orgId,
      actorId: scope.userId,
      actorRole: scope.role,
      action: "org.update",
      subject,
      before: { name: "Ä", amount: 12n },
      after: { name: "Б" },
      requestId: randomUUID(),
    }),
  );
const verify = async (orgId: string | null) =>
  (await db.owner.query("SELECT o_events::int AS events, o_broken_at::int AS broken FROM audit_verify($1)", [orgId]))
    .rows[0];

/** As somebody with the owner's rights over the tables could, and nobody else. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  await db.owner.query("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only");
  await db.owner.query(sql, values);
  await db.owner.query("ALTER TABLE audit_event ENABLE TRIGGER audit_event_append_only");
}

test("acts of one organisation form one chain without gaps, also when sixteen are written at once", async () => {
  const [mine, theirs] = [await createScope(backend), await createScope(backend)];
  await Promise.all(Array.from({ length: 16 }, (_, n) => act(n % 4 === 0 ? theirs : mine, String(n))));
  expect(await verify(mine.orgId)).toEqual({ events: 12, broken: null });
  expect(await verify(theirs.orgId)).toEqual({ events: 4, broken: null });
});

test("an act that is undone leaves no gap", async () => {
  const scope = await createScope(backend);
  await act(scope, "kept");
  const undone = scope.inOrg(async (tx) => {
    await recordAudit(tx, {
      orgId: scope.orgId,
      actorId: scope.userId,
      actorRole: scope.role,
      action: "org.update",
      subject: "undone",
      requestId: "",
    });
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  await act(scope, "after");
  expect(await verify(scope.orgId)).toEqual({ events: 2, broken: null });
});

test("a changed, a removed and a cut off act each show, and where", async () => {
  const chainOf = async () => {
    const scope = await createScope(backend);
    for (const subject of ["1", "2", "3"]) await act(scope, subject);
    return scope.orgId;
  };
  const changed = await chainOf();
  await tamper('UPDATE audit_event SET after = \'{"name":"x"}\' WHERE org_id = $1 AND seq = 2', [changed]);
  expect(await verify(changed)).toEqual({ events: 3, broken: 2 });
  const removed = await chainOf();
  await tamper("DELETE FROM audit_event WHERE org_id = $1 AND seq = 2", [removed]);
  expect(await verify(removed)).toEqual({ events: 3, broken: 2 });
  const cut = await chainOf();
  await tamper("DELETE FROM audit_event WHERE org_id = $1 AND seq = 3", [cut]);
  expect(await verify(cut)).toEqual({ events: 3, broken: 3 });
});

test("nobody changes or removes an act, members and the platform included", async () => {
  const scope = await createScope(backend);
  await act(scope, "kept");
  for (const sql of [
    "UPDATE audit_event SET subject = 'x'",
    "DELETE FROM audit_event",
    "UPDATE audit_chain SET seq = 0",
  ]) {
    await expect(scope.inOrg((tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow();
    await expect(inPlatform(backend.database, (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow();
  }
  expect(await verify(scope.orgId)).toEqual({ events: 1, broken: null });
});

test("a member verifies their own organisation's chain and no other", async () => {
  const [mine, theirs] = [await createScope(backend), await createScope(backend)];
  await act(mine, "1");
  await expect(
    mine.inOrg((tx) => tx.$queryRaw`SELECT * FROM audit_verify(${mine.orgId}::uuid)`),
  ).resolves.toBeDefined();
  for (const other of [theirs.orgId, null]) {
    await expect(mine.inOrg((tx) => tx.$queryRaw`SELECT * FROM audit_verify(${other}::uuid)`)).rejects.toThrow();
  }
});

test("an act says where it came from, and who acted in whose place", async () => {
  const scope = await createScope(backend);
  const superadminId = randomUUID();
  await inRequest({ requestId: randomUUID() }, () => act(scope, "own"), "203.0.113.7");
  await inRequest({ requestId: randomUUID() }, async () => {
    noteActing(superadminId);
    await act(scope, "for them");
  });
  const { rows } = await db.owner.query(
    "SELECT actor_id, acting_as, actor_role, address FROM audit_event WHERE org_id = $1 ORDER BY seq",
    [scope.orgId],
  );
  expect(rows).toEqual([
    { actor_id: scope.userId, acting_as: null, actor_role: "owner", address: "203.0.113.7" },
    { actor_id: superadminId, acting_as: scope.userId, actor_role: "superadmin", address: null },
  ]);
});
