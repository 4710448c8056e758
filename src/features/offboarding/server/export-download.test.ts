import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { serveWeb } from "~/testing/serve-web";
import { type OffboardingFixture, startOffboarding } from "../testing/offboarding-fixture";
import { readExport } from "../testing/read-export";
import { exportDownload } from "./export-download";

let at: OffboardingFixture;
beforeAll(async () => {
  at = await startOffboarding();
});
afterAll(() => at.close());

async function ask(who: OrgScope | null, slug: string, headers: Record<string, string> = {}): Promise<Response> {
  const subject = who === null ? undefined : { "x-test-subject": who.identity.subject };
  const request = new Request(`http://localhost/api/organizations/export?org=${encodeURIComponent(slug)}`, {
    method: "POST",
    headers: { ...subject, ...headers },
  });
  return exportDownload({ backend: at.backend, request, requestId: randomUUID() });
}

const byBrowser = { "sec-fetch-mode": "navigate" };

test("an owner gets an archive to save, which nobody keeps on the way", async () => {
  const [owner] = await at.team("owner");
  if (owner === undefined) throw new Error("no owner");
  const response = await ask(owner, owner.org.slug, byBrowser);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/zip",
    "content-disposition": expect.stringMatching(/^attachment; filename="[a-z0-9-]+\.zip"$/),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  const archive = Buffer.from(await response.arrayBuffer());
  expect((await readExport(archive)).manifest.organization.id).toBe(owner.orgId);
});

test("a browser that is refused is led back to the form, which says why; a program is told", async () => {
  const [owner, member] = await at.team("owner", "member");
  if (owner === undefined || member === undefined) throw new Error("a team of two");
  const { slug } = owner.org;
  await expect(ask(member, slug)).rejects.toMatchObject({ code: "forbidden" });
  const back = await ask(member, slug, byBrowser);
  expect(back.status).toBe(303);
  expect(back.headers.get("location")).toBe(`/o/${slug}/settings/general?export=forbidden#export`);
  await expect(ask(null, slug)).rejects.toMatchObject({ code: "not_signed_in" });
});

test("an address that nothing has and one of strangers are answered alike, and lead nowhere else", async () => {
  const [[owner], [stranger]] = [await at.team("owner"), await at.team("owner")];
  if (owner === undefined || stranger === undefined) throw new Error("no owner");
  for (const slug of [stranger.org.slug, "nothing-has-it"]) {
    await expect(ask(owner, slug)).rejects.toMatchObject({ code: "not_found", details: { what: "organization" } });
  }
  const back = await ask(owner, "//evil.example/..", byBrowser);
  expect(new URL(back.headers.get("location") ?? "", "http://localhost").origin).toBe("http://localhost");
});

test("over the wire, whoever leaves in the middle ends it on our side", async () => {
  const [owner] = await at.team("owner");
  if (owner === undefined) throw new Error("no owner");
  await at.db.owner.query(
    `INSERT INTO conversation (id, org_id, user_id, title, model_id, last_message_at)
     SELECT gen_random_uuid(), $1, $2, md5(n::text) || md5(random()::text), 'm', now() FROM generate_series(1, 100000) n`,
    [owner.orgId, owner.userId],
  );
  const { pool } = at.backend.database;
  const before = pool.totalCount - pool.idleCount;
  const server = await serveWeb((request) => exportDownload({ backend: at.backend, request, requestId: randomUUID() }));
  const leaving = new AbortController();
  const response = await fetch(`${server.url}/api/organizations/export?org=${owner.org.slug}`, {
    method: "POST",
    headers: { "x-test-subject": owner.identity.subject },
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  expect(pool.totalCount - pool.idleCount).toBe(before + 1);
  leaving.abort();
  await expect.poll(() => pool.totalCount - pool.idleCount, { timeout: 5_000 }).toBe(before);
  // And the next one is whole.
  const whole = await fetch(`${server.url}/api/organizations/export?org=${owner.org.slug}`, {
    method: "POST",
    headers: { "x-test-subject": owner.identity.subject },
  });
  if (whole.body === null) throw new Error("no body");
  const { manifest } = await readExport(await buffer(whole.body));
  expect(manifest.tables.find(({ path }) => path === "conversation.jsonl")?.rows).toBe(100_000);
  await server.close();
});
