import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FilesPort } from "~/adapters/files/files.port";
import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { scopeOf } from "~/testing/scope";
import { exportTables } from "../export-tables";
import { orgTables } from "../org-tables";
import { type FullOrganization, fillOrganization } from "../testing/full-organization";
import { type OffboardingFixture, startOffboarding } from "../testing/offboarding-fixture";
import { readExport, rowsOf } from "../testing/read-export";
import { exportOrganization } from "./export-organization.service";

let at: OffboardingFixture;
beforeAll(async () => {
  at = await startOffboarding();
});
afterAll(() => at.close());

const mayReadOn = async () => undefined;

async function exported(scope: OrgScope) {
  const { body } = await exportOrganization(scope, mayReadOn);
  return readExport(await buffer(body));
}

async function full(): Promise<{ scope: OrgScope; canary: string; made: FullOrganization }> {
  const [scope] = await at.team("owner", "member");
  if (scope === undefined) throw new Error("no owner");
  const canary = `Canary${randomUUID().slice(0, 8)}`;
  const made = await fillOrganization(at, scope, canary);
  return { scope: await at.again(scope), canary, made };
}

/** Connections of the pool that somebody has. */
function taken(): number {
  const { pool } = at.backend.database;
  return pool.totalCount - pool.idleCount;
}

/** So many conversations, with titles that cannot be made smaller: no archive of them fits into what waits on the way. */
async function fill(scope: OrgScope, conversations: number): Promise<void> {
  await at.db.owner.query(
    `INSERT INTO conversation (id, org_id, user_id, title, model_id, last_message_at)
     SELECT gen_random_uuid(), $1, $2, md5(n::text) || md5(random()::text) || md5(random()::text), 'm', now()
     FROM generate_series(1, $3::int) n`,
    [scope.orgId, scope.userId, conversations],
  );
}

test("an export has everything of the organisation once, nothing of another one, and no secret", async () => {
  const { scope, canary, made } = await full();
  const other = await full();
  const found = await exported(scope);
  const { entries, manifest } = found;
  const contents = [...entries].filter(([path]) => path !== "manifest.json");
  const times = (text: string) =>
    contents.reduce(
      (sum, [, content]) => sum + content.toString().toLowerCase().split(text.toLowerCase()).length - 1,
      0,
    );
  // A reason stands in the entry and in what it was the reason for; everything else in one place.
  const twice = ["Refund", "Correction"].map((place) => canary + place);
  for (const mark of made.shown) expect([mark, times(mark)]).toEqual([mark, twice.includes(mark) ? times(mark) : 1]);
  for (const mark of twice) expect(times(mark)).toBeGreaterThan(0);
  for (const mark of [...made.hidden, other.canary, other.scope.orgId, "a".repeat(64)]) {
    expect([mark, times(mark)]).toEqual([mark, 0]);
  }
  // Every table that is not left out for a reason has its rows there.
  for (const { name, exported: wanted } of orgTables) {
    expect([name, rowsOf(found, name).length > 0]).toEqual([name, wanted !== null]);
    expect(name in manifest.leftOut).toBe(wanted === null);
  }
  expect(manifest.organization).toEqual({ id: scope.orgId, slug: scope.org.slug, name: scope.org.name });
  expect(manifest.unreadable).toEqual([]);
  expect(manifest.files.map(({ id }) => id)).toEqual([made.ids.file]);
  expect(rowsOf(found, "person").map(({ id }) => id)).toContain(scope.userId);
  expect([...entries.keys()].at(-1)).toBe("manifest.json");
});

test("no column of an export is one of a secret", async () => {
  const { rows } = await at.db.owner.query<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND (a.attname ~ '(hash|secret|token|password|fingerprint)' OR a.atttypid = 'bytea'::regtype)`,
  );
  const secret = new Set(rows.map(({ name }) => name).filter((name) => !/_?tokens(_|$)/.test(name)));
  expect(secret).toContain("api_key.secret_hash");
  for (const { name, table, columns } of exportTables) {
    for (const column of columns) expect(secret).not.toContain(`${table ?? name}.${column}`);
  }
});

test("numbers that are too long for JSON are words, and times are of one form", async () => {
  const { scope } = await full();
  const found = await exported(scope);
  const [entry] = rowsOf(found, "ledger_entry");
  expect(entry?.amount_ucr).toMatch(/^-?\d+$/);
  expect(entry?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(rowsOf(found, "usage_charge")[0]?.day).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(rowsOf(found, "chat_message")[0]?.parts).toEqual([expect.any(String)]);
});

test("only an owner exports, and it is in the audit log before the first byte", async () => {
  const people = await at.team("owner", "admin", "member", "viewer");
  const [owner, ...others] = people;
  if (owner === undefined) throw new Error("no owner");
  for (const other of others) {
    await expect(exportOrganization(other, mayReadOn)).rejects.toMatchObject({ code: "forbidden" });
  }
  const acting = { sessionId: randomUUID(), superadminId: randomUUID(), superadminName: "S", reason: "r" };
  await expect(
    exportOrganization({ ...owner, acting: { ...acting, expiresAt: new Date() } }, mayReadOn),
  ).rejects.toMatchObject({ code: "forbidden", details: { why: "acting" } });
  expect(await at.audit(owner.orgId)).toEqual([]);
  const { body, fileName } = await exportOrganization(owner, mayReadOn);
  expect(await at.audit(owner.orgId)).toMatchObject([{ action: "org.export", actor_id: owner.userId }]);
  expect(fileName).toMatch(new RegExp(`^${owner.org.slug}-\\d{4}-\\d\\d-\\d\\d\\.zip$`));
  await body.cancel();
});

test("it works while a deletion is pending, over too, and while the organisation is suspended", async () => {
  const { scope } = await full();
  await callerOf(scope).offboarding.askDeletion({ name: scope.org.name });
  expect((await exported(await at.again(scope))).manifest.organization.id).toBe(scope.orgId);
  await at.moveDeletion(scope.orgId, "-1 second");
  await at.db.owner.query("UPDATE organization SET suspended_at = now(), suspended_reason = 'x' WHERE id = $1", [
    scope.orgId,
  ]);
  const again = await scopeOf(at.backend, scope.identity.subject, scope.org.slug);
  const { manifest } = await exported(again);
  expect(manifest.tables.find(({ path }) => path === "conversation.jsonl")?.rows).toBe(1);
});

test("all rows are of one moment, also those that are read minutes later", async () => {
  const { scope } = await full();
  await fill(scope, 2_000);
  const { body } = await exportOrganization(scope, mayReadOn);
  await fill(scope, 10);
  await at.db.owner.query("UPDATE membership SET role = 'admin' WHERE org_id = $1 AND role = 'member'", [scope.orgId]);
  const found = await readExport(await buffer(body));
  expect(rowsOf(found, "conversation")).toHaveLength(2_001);
  expect(rowsOf(found, "membership").map(({ role }) => role)).not.toContain("admin");
});

test("a file whose bytes are missing, or break off, is named and ends nothing", async () => {
  const { scope, made } = await full();
  const { ids } = made;
  const files = await Promise.all(
    ["gone", "broken"].map(async (name) => {
      const id = randomUUID();
      await at.db.owner.query(
        `INSERT INTO stored_file (id, org_id, user_id, purpose, state, key, name, content_type, size, sha256)
         VALUES ($1, $2, $3, 'chat_attachment', 'ready', $4, $5, 'image/png', 10, 'none')`,
        [id, ids.org, ids.user, `files/${id}/${name}`, `${name}.png`],
      );
      return { id, name: `${name}.png` };
    }),
  );
  const store: FilesPort = {
    ...scope.ports.files,
    get: async (key) => {
      if (!key.endsWith("broken")) return scope.ports.files.get(key);
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(4)),
        pull: (controller) => controller.error(new Error("the store went away")),
      });
      return { body, size: 10 };
    },
  };
  const { manifest } = await exported({ ...scope, ports: { ...scope.ports, files: store } });
  const [gone, broken] = files;
  expect(manifest.unreadable).toHaveLength(2);
  expect(manifest.unreadable).toContainEqual({ ...gone, path: null });
  expect(manifest.unreadable).toContainEqual({ ...broken, path: `files/${broken?.id}/broken.png` });
  expect(manifest.files.map(({ id }) => id).sort()).toEqual([ids.file, broken?.id].sort());
});

test("whoever goes away in the middle lets go of the database and of their turn", async () => {
  const { scope } = await full();
  await fill(scope, 50_000);
  const before = taken();
  const { body } = await exportOrganization(scope, mayReadOn);
  const reader = body.getReader();
  await reader.read();
  expect(taken()).toBe(before + 1);
  await expect(exportOrganization(scope, mayReadOn)).rejects.toMatchObject({ code: "export_running" });
  await reader.cancel();
  await expect.poll(taken).toBe(before);
  const { body: again } = await exportOrganization(scope, mayReadOn);
  await again.cancel();
  await expect.poll(taken).toBe(before);
});

test("whoever takes nothing for too long, or has lost the right since, gets an archive that does not open", async () => {
  const { scope } = await full();
  await fill(scope, 50_000);
  const before = taken();
  const stalled = await exportOrganization(scope, mayReadOn, { stallMs: 50, recheckMs: 60_000 });
  const reader = stalled.body.getReader();
  await reader.read();
  await sleep(300);
  await expect.poll(taken).toBe(before);
  const rest = async () => {
    for (;;) if ((await reader.read()).done) return;
  };
  await expect(rest()).rejects.toThrow("took nothing");

  const lost = async () => {
    throw new AppError("forbidden", "no owner any more");
  };
  const shut = await exportOrganization(scope, lost, { stallMs: 60_000, recheckMs: 0 });
  await expect(buffer(shut.body)).rejects.toMatchObject({ code: "forbidden" });
  await expect.poll(taken).toBe(before);
});

test("a database that goes away in the middle ends the archive, and nothing else", async () => {
  const { scope } = await full();
  await fill(scope, 50_000);
  const before = taken();
  const { body } = await exportOrganization(scope, mayReadOn);
  const reader = body.getReader();
  await reader.read();
  const end = () =>
    at.db.app.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE 'FETCH%' AND datname = current_database()",
    );
  // On a busy machine it takes a while until the reader's pause has reached the database.
  await expect.poll(async () => (await end()).rowCount, { timeout: 10_000 }).toBe(1);
  await sleep(100);
  const rest = async () => {
    for (;;) if ((await reader.read()).done) return;
  };
  await expect(rest()).rejects.toThrow();
  await expect.poll(taken).toBe(before);
  expect((await exported(scope)).manifest.organization.id).toBe(scope.orgId);
});

test("no more are exported at once than the database has room for", async () => {
  const scopes = await Promise.all(Array.from({ length: 4 }, async () => (await at.team("owner"))[0]));
  const bodies: ReadableStream<Uint8Array>[] = [];
  const outcomes: string[] = [];
  for (const scope of scopes) {
    if (scope === undefined) throw new Error("no owner");
    await fill(scope, 20_000);
    await exportOrganization(scope, mayReadOn).then(
      ({ body }) => {
        bodies.push(body);
        outcomes.push("begun");
      },
      (error: AppError) => outcomes.push(error.code),
    );
  }
  expect(outcomes).toEqual(["begun", "begun", "begun", "busy"]);
  for (const body of bodies) await body.cancel();
});
