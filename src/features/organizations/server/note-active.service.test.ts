import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { enter } from "~/features/accounts/server/enter.service";
import type { Backend, OrgScope } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { noteActive } from "./note-active.service";

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

async function lastActive({ orgId, userId }: OrgScope): Promise<Date | null> {
  const { rows } = await db.owner.query<{ last_active_at: Date | null }>(
    "SELECT last_active_at FROM membership WHERE org_id = $1 AND user_id = $2",
    [orgId, userId],
  );
  return rows[0]?.last_active_at ?? null;
}

const come = (scope: OrgScope, through = backend) =>
  enter(through, new Headers({ "x-test-subject": scope.identity.subject }), scope.org.slug, randomUUID());

test("whoever comes to an organisation is noted there, and nobody else", async () => {
  const owner = await createScope(backend);
  const other = await createScope(backend, { role: "member", org: owner.org });
  await come(owner);
  await vi.waitFor(async () => expect(await lastActive(owner)).not.toBeNull());
  expect(await lastActive(other)).toBeNull();
});

test("it is written at most once in five minutes, by several processes too", async () => {
  const owner = await createScope(backend);
  const elsewhere = createTestBackend(db.appUrl, { models: noModels });
  const since = new Date(Date.now() - 250_000);
  await db.owner.query("UPDATE membership SET last_active_at = $2 WHERE user_id = $1", [owner.userId, since]);
  const written = vi.spyOn(backend.database.pool, "query");
  for (let n = 0; n < 5; n += 1) await come(owner);
  await come(owner, elsewhere);
  expect(written.mock.calls.filter(([text]) => String(text).includes("app_note_active"))).toHaveLength(1);
  written.mockRestore();
  await closeTestBackend(elsewhere);
  expect((await lastActive(owner))?.getTime()).toBe(since.getTime());
});

test("a superadmin in somebody's place is not that person's visit, and a database that is away fails nothing", async () => {
  const owner = await createScope(backend);
  const acting = {
    sessionId: "s",
    superadminId: randomUUID(),
    superadminName: "Anton",
    reason: "asked",
    expiresAt: new Date(),
  };
  const written = vi.spyOn(backend.database.pool, "query").mockRejectedValue(new Error("away"));
  noteActive({ ...owner, acting });
  expect(written).not.toHaveBeenCalled();
  noteActive(owner);
  expect(written).toHaveBeenCalledTimes(1);
  written.mockRestore();
  expect(await lastActive(owner)).toBeNull();
});
