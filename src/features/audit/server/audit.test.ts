import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordAudit } from "~/server/audit";
import type { Backend, OrgScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { auditDownload, platformAuditDownload } from "./audit-download";

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

async function act(scope: OrgScope, action: string, more: { reason?: string; at?: string } = {}): Promise<void> {
  await scope.inOrg(async (tx) => {
    if (more.at !== undefined) await tx.$executeRaw`SELECT set_config('app.now', ${more.at}, true)`;
    await recordAudit(tx, {
      orgId: scope.orgId,
      actorId: scope.userId,
      actorRole: scope.role,
      action,
      subject: scope.orgId,
      after: { name: "=1+1", count: 3 },
      requestId: randomUUID(),
      ...(more.reason === undefined ? {} : { reason: more.reason }),
    });
  });
}
const actionsOf = (page: { lines: { action: string }[] }) => page.lines.map(({ action }) => action);

test("the log is read page by page, newest first, each act once", async () => {
  const owner = await createScope(backend);
  for (let n = 1; n <= 7; n++) await act(owner, `test.act_${n}`);
  const { audit } = callerOf(owner);
  const seen: string[] = [];
  let cursor: { at: string; id: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof audit.list>> = await audit.list({ cursor, limit: 3 });
    seen.push(...actionsOf(page));
    cursor = page.next;
  } while (cursor !== null);
  expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `test.act_${n}`));
});

test("it narrows by act, person, words and days of the organisation's time zone", async () => {
  const owner = await createScope(backend);
  const admin = await createScope(backend, { role: "admin", org: { id: owner.orgId, slug: owner.org.slug } });
  await db.owner.query("UPDATE organization SET time_zone = 'Asia/Tokyo' WHERE id = $1", [owner.orgId]);
  await act(owner, "test.early", { at: "2026-11-20T14:59:59Z" });
  await act(owner, "test.late", { at: "2026-11-20T15:00:00Z", reason: "100% sure" });
  await act(admin, "test.other", { at: "2026-11-22T00:00:00Z" });
  const { audit } = callerOf({ ...owner, org: { ...owner.org, timeZone: "Asia/Tokyo" } });
  const list = async (filter: Parameters<typeof audit.list>[0]["filter"]) => actionsOf(await audit.list({ filter }));
  expect(await list({ action: "test.late" })).toEqual(["test.late"]);
  expect(await list({ actorId: admin.userId })).toEqual(["test.other"]);
  expect(await list({ search: "100%" })).toEqual(["test.late"]);
  expect(await list({ search: "10_%" })).toEqual([]);
  expect(await list({ from: "2026-11-21", to: "2026-11-21" })).toEqual(["test.late"]);
  expect(await list({ to: "2026-11-20" })).toEqual(["test.early"]);
});

test("names stand beside acts also of those who have left, and nobody else's names are told", async () => {
  const owner = await createScope(backend);
  const gone = await createScope(backend, {
    role: "admin",
    org: { id: owner.orgId, slug: owner.org.slug },
    name: "Gone",
  });
  await createScope(backend, { role: "admin", org: { id: owner.orgId, slug: owner.org.slug }, name: "Silent" });
  await act(gone, "test.left");
  await db.owner.query("DELETE FROM membership WHERE user_id = $1", [gone.userId]);
  const { audit } = callerOf(owner);
  expect((await audit.list({})).lines[0]?.actor).toMatchObject({ id: gone.userId, name: "Gone" });
  expect((await audit.choices()).people.map(({ name }) => name)).toEqual(["Gone"]);
  const other = await createScope(backend);
  const foreign = other.inOrg((tx) => tx.$queryRaw`SELECT * FROM audit_people(${owner.orgId}::uuid)`);
  await expect(foreign).rejects.toThrow();
});

test("another organisation's acts and the platform's are not in it; the superadmin reads each log and all of them", async () => {
  const [mine, theirs] = [await createScope(backend), await createScope(backend)];
  await act(mine, "test.mine");
  await act(theirs, "test.theirs");
  const onPlatform = {
    orgId: null,
    actorId: null,
    actorRole: "system",
    action: "test.platform",
    subject: "",
    requestId: "",
  };
  await inPlatform(backend.database, (tx) => recordAudit(tx, onPlatform));
  expect(actionsOf(await callerOf(mine).audit.list({}))).toEqual(["test.mine"]);
  const superadmin = { ...mine, user: { ...mine.user, isSuperadmin: true } };
  const { audit } = callerOf(superadmin);
  expect(actionsOf(await audit.platformList({ orgId: theirs.orgId }))).toEqual(["test.theirs"]);
  expect(actionsOf(await audit.platformList({ orgId: "platform" }))).toContain("test.platform");
  expect(actionsOf(await audit.platformList({}))).toEqual(expect.arrayContaining(["test.mine", "test.theirs"]));
  expect(await audit.platformVerify({ orgId: "platform" })).toMatchObject({ brokenAt: null });
});

test("the file has every line that the filter leaves, past one page, with formulas defused", async () => {
  const owner = await createScope(backend);
  await db.owner.query(
    `INSERT INTO audit_event (id, at, org_id, actor_id, actor_role, action, subject, request_id)
     SELECT gen_random_uuid(), now() + n * interval '1 second', $1, $2, 'owner', 'test.many', '=HYPERLINK(n)', n::text
     FROM generate_series(1, 1100) n`,
    [owner.orgId, owner.userId],
  );
  await act(owner, "test.else");
  const text = await auditDownload({ user: owner, org: owner }, { action: "test.many" }).text();
  const lines = text.trim().split("\r\n");
  expect(lines).toHaveLength(1101);
  expect(lines[1]).toContain(',"\'=HYPERLINK(n)",');
  expect(new Set(lines.slice(1).map((line) => line.split(",").at(-2))).size).toBe(1100);
});

test("neither file is for those who may not read the log", async () => {
  const member = await createScope(backend, { role: "member" });
  const codeOf = (work: () => Response) => {
    try {
      return work().status;
    } catch (error) {
      return error instanceof Error && "code" in error ? error.code : error;
    }
  };
  expect(codeOf(() => auditDownload(null, {}))).toBe("not_signed_in");
  expect(codeOf(() => auditDownload({ user: member, org: member }, {}))).toBe("forbidden");
  expect(codeOf(() => platformAuditDownload({ user: member, org: null }, {}))).toBe("forbidden");
  const owner = await createScope(backend);
  expect(codeOf(() => auditDownload({ user: owner, org: owner }, { from: "yesterday" }))).toBe("bad_input");
});
