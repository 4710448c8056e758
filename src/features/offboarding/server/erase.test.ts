import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteWaiting } from "~/features/files/testing/delete-waiting";
import { violations } from "~/features/ledger/testing/ledger-fixture";
import { type OrgScope, resolveScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { callerOf } from "~/testing/caller";
import { testIdentity } from "~/testing/scope";
import { orgTables } from "../org-tables";
import { fillOrganization } from "../testing/full-organization";
import { type OffboardingFixture, startOffboarding } from "../testing/offboarding-fixture";
import { eraseOrganization, eraseOrganizations } from "./erase-organizations.job";

let at: OffboardingFixture;
beforeAll(async () => {
  at = await startOffboarding();
});
afterAll(() => at.close());

/** An organisation with something in every table, whose day has come unless another interval is given. */
async function doomed(interval = "-1 second"): Promise<{ scope: OrgScope; canary: string; fileId: string }> {
  const [scope] = await at.team("owner", "member");
  if (scope === undefined) throw new Error("no owner");
  const canary = `Canary${randomUUID().slice(0, 8)}`;
  const { ids } = await fillOrganization(at, scope, canary);
  await callerOf(scope).offboarding.askDeletion({ name: `${canary} Ltd` });
  await at.moveDeletion(scope.orgId, interval);
  return { scope, canary, fileId: ids.file };
}

async function tablesWithOrg(): Promise<string[]> {
  const { rows } = await at.db.owner.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`);
  return rows.map(({ name }) => name);
}

async function rowsOf(orgId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of await tablesWithOrg()) {
    const { rows } = await at.db.owner.query(`SELECT count(*)::int AS n FROM "${name}" WHERE org_id = $1`, [orgId]);
    counts[name] = rows[0].n;
  }
  return counts;
}

/** Tables with a row that has the text in it, whatever the column. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await at.db.owner.query<{ name: string }>(
    "SELECT c.relname AS name FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace",
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await at.db.owner.query(`SELECT FROM "${name}" t WHERE t::text ILIKE '%' || $1 || '%' LIMIT 1`, [text]);
    if (hit.rowCount !== 0) found.push(name);
  }
  return found;
}

/** The books as they are, without the free texts and without who somebody was. */
async function booksOf(orgId: string): Promise<Record<string, unknown[]>> {
  const books: Record<string, unknown[]> = {};
  for (const { name } of orgTables.filter(({ fate }) => fate === "kept")) {
    const { rows } = await at.db.owner.query(
      `SELECT to_jsonb(t) - ARRAY['reason', 'user_id', 'actor_id'] AS row FROM "${name}" t WHERE org_id = $1
       ORDER BY (to_jsonb(t) - ARRAY['reason', 'user_id', 'actor_id'])::text`,
      [orgId],
    );
    books[name] = rows.filter(() => name !== "credit_account").map(({ row }) => row);
  }
  return books;
}

test("every table with an organisation is on the list that says what becomes of its rows", async () => {
  expect(orgTables.map(({ name }) => name).sort()).toEqual((await tablesWithOrg()).sort());
  for (const { exported, why } of orgTables) expect(exported !== null || why !== undefined).toBe(true);
});

test("once its day has come everything of an organisation is gone but the books, and no text of it is left anywhere", async () => {
  const { scope, canary, fileId } = await doomed();
  const other = await doomed("1 day");
  const before = await rowsOf(scope.orgId);
  const kept = orgTables.filter(({ fate }) => fate === "kept").map(({ name }) => name);
  // Otherwise nothing was there to go, and the test could not fail.
  expect(Object.entries(before).filter(([, rows]) => rows === 0)).toEqual([]);
  const others = await rowsOf(other.scope.orgId);
  const acts = before.audit_event;
  const books = await booksOf(scope.orgId);

  expect(await eraseOrganization(at.backend, scope.orgId)).toBe(true);
  await deleteWaiting(at.backend, at.db);
  const after = await rowsOf(scope.orgId);
  for (const [name, rows] of Object.entries(after)) {
    expect([name, rows]).toEqual([name, kept.includes(name) ? before[name] : 0]);
  }
  expect(await tablesWith(canary)).toEqual([]);
  expect(await scope.ports.files.get(`files/${fileId}/sample`)).toBeNull();
  expect(await booksOf(scope.orgId)).toEqual(books);
  expect(await violations(at.db.app)).toEqual([]);
  expect(await rowsOf(other.scope.orgId)).toEqual(others);
  expect(await tablesWith(other.canary)).not.toEqual([]);

  const { rows } = await at.db.owner.query(
    "SELECT name, slug, logo_file_id, erased_at FROM organization WHERE id = $1",
    [scope.orgId],
  );
  expect(rows[0]).toEqual({
    name: "erased",
    slug: `erased-${scope.orgId}`,
    logo_file_id: null,
    erased_at: expect.any(Date),
  });
  // One line on the platform's chain says that it was, how long its own chain was and how it ended.
  const line = await at.db.owner.query(
    "SELECT org_id, actor_role, after FROM audit_event WHERE action = 'org.erase' AND subject = $1",
    [scope.orgId],
  );
  expect(line.rows).toEqual([
    {
      org_id: null,
      actor_role: "system",
      after: expect.objectContaining({ acts, files: 1, lastHash: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    },
  ]);
  expect((await at.db.owner.query("SELECT o_broken_at FROM audit_verify(NULL)")).rows).toEqual([{ o_broken_at: null }]);
});

test("the books name nobody, not by an id either, and still tell one person from another", async () => {
  const { scope } = await doomed();
  const people = async () => {
    const { rows } = await at.db.owner.query<{ user_id: string }>(
      "SELECT DISTINCT user_id FROM usage_charge WHERE org_id = $1",
      [scope.orgId],
    );
    return rows.map(({ user_id }) => user_id);
  };
  expect(await people()).toEqual([scope.userId]);
  const { rows } = await at.db.owner.query<{ user_id: string }>("SELECT user_id FROM membership WHERE org_id = $1", [
    scope.orgId,
  ]);
  await eraseOrganization(at.backend, scope.orgId);
  const [alias, ...more] = await people();
  expect(more).toEqual([]);
  for (const table of ["usage_hold", "member_period_usage", "usage_rollup_day"]) {
    const found = await at.db.owner.query(`SELECT DISTINCT user_id FROM ${table} WHERE org_id = $1`, [scope.orgId]);
    expect([table, found.rows]).toEqual([table, [{ user_id: alias }]]);
  }
  const kept = orgTables.filter(({ fate }) => fate === "kept").map(({ name }) => name);
  for (const { user_id } of rows) {
    for (const name of kept) {
      const hit = await at.db.owner.query(
        `SELECT to_jsonb(t) FROM "${name}" t WHERE org_id = $1 AND t::text LIKE '%' || $2 || '%'`,
        [scope.orgId, user_id],
      );
      expect([name, hit.rows]).toEqual([name, []]);
    }
  }
});

test("its people are out at once, and whoever has nothing else is led to make something new", async () => {
  const { scope } = await doomed();
  await eraseOrganization(at.backend, scope.orgId);
  const found = await resolveScope(at.backend, testIdentity(scope.identity.subject), scope.org.slug, randomUUID());
  expect(found?.org).toBeNull();
  if (found == null) throw new Error("the person is there");
  expect(await callerOf(found.user).organizations.mine()).toEqual([]);
});

test("before its day nothing goes, and one that was had back stays", async () => {
  const { scope } = await doomed("1 hour");
  expect(await eraseOrganization(at.backend, scope.orgId)).toBe(false);
  await callerOf(scope).offboarding.undoDeletion();
  expect(await eraseOrganization(at.backend, scope.orgId)).toBe(false);
  expect((await rowsOf(scope.orgId)).conversation).toBe(1);
});

test("two workers erase it once, and a third time changes nothing", async () => {
  const { scope } = await doomed();
  const done = await Promise.all(Array.from({ length: 4 }, () => eraseOrganization(at.backend, scope.orgId)));
  expect(done.filter((one) => one)).toHaveLength(1);
  expect(await eraseOrganizations(at.backend)).toEqual({ erased: 0 });
  const lines = await at.db.owner.query("SELECT FROM audit_event WHERE action = 'org.erase' AND subject = $1", [
    scope.orgId,
  ]);
  expect(lines.rowCount).toBe(1);
});

test("cut off in the middle it is there whole, and gone with the next run", async () => {
  const { scope, canary } = await doomed();
  const before = await rowsOf(scope.orgId);
  const cut = await at.backend.database.pool.connect();
  await cut.query("BEGIN");
  await cut.query("SELECT set_config('role', 'app_platform', true)");
  const { rows } = await cut.query("SELECT o_erased FROM org_erase($1, ARRAY['message_chunk', 'chat_message'])", [
    scope.orgId,
  ]);
  expect(rows[0]).toEqual({ o_erased: true });
  cut.release(new Error("the process is gone"));
  expect(await rowsOf(scope.orgId)).toEqual(before);
  expect(await eraseOrganizations(at.backend)).toEqual({ erased: 1 });
  await deleteWaiting(at.backend, at.db);
  expect(await tablesWith(canary)).toEqual([]);
});

test("whoever is at work for it while it goes writes nothing that stays", async () => {
  const { scope } = await doomed();
  const write = () =>
    scope.inOrg((db) =>
      db.conversation.create({
        data: { orgId: scope.orgId, userId: scope.userId, title: "Late", modelId: "m", lastMessageAt: new Date() },
      }),
    );
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 6 }, write),
    eraseOrganization(at.backend, scope.orgId),
  ]);
  expect(outcomes.at(-1)).toMatchObject({ status: "fulfilled", value: true });
  await expect(write()).rejects.toThrow(/erased/);
  // A request that was on its way is told that there is no such organisation.
  await expect(
    callerOf(scope).files.startAttachment({
      fileName: "late.txt",
      contentType: "text/plain",
      size: 4,
      purpose: "chat_attachment",
    }),
  ).rejects.toMatchObject({ code: "NOT_FOUND", cause: { code: "not_found", details: { what: "organization" } } });
  expect((await rowsOf(scope.orgId)).conversation).toBe(0);
});

test("the books and the acts stay shut to everybody but the erasing itself", async () => {
  const { scope } = await doomed();
  const erasing = `SELECT set_config('app.erasing', '${scope.orgId}', true)`;
  for (const role of ["app_user", "app_platform"]) {
    for (const act of ["DELETE FROM audit_event", "UPDATE ledger_entry SET reason = NULL"]) {
      const client = await at.db.app.connect();
      await client.query("BEGIN");
      await client.query("SELECT set_config('role', $1, true)", [role]);
      await client.query(erasing);
      await expect(client.query(act)).rejects.toMatchObject({ code: "42501" });
      await client.query("ROLLBACK");
      client.release();
    }
  }
  // Nor does the owner of the tables, of an organisation that is not erased.
  const owner = await at.db.owner.connect();
  await owner.query("BEGIN");
  await owner.query(erasing);
  await expect(owner.query("DELETE FROM audit_event WHERE org_id = $1", [scope.orgId])).rejects.toThrow("append-only");
  await owner.query("ROLLBACK");
  owner.release();
  await expect(
    scope.inOrg((db) => db.$queryRaw`SELECT org_erase(${scope.orgId}::uuid, ARRAY['conversation'])`),
  ).rejects.toThrow(/permission denied/);
  await expect(
    inPlatform(
      at.backend.database,
      (db) => db.$queryRaw`SELECT FROM org_erase(${scope.orgId}::uuid, ARRAY['ledger_entry'])`,
    ),
  ).rejects.toThrow(/append-only/);
});
