import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend, OrgScope } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { upload } from "../testing/browser";
import { pdf, picture } from "../testing/samples";
import { deleteFile } from "./delete-file.service";
import { fileResponse } from "./file-response";

let db: TestDatabase;
let backend: Backend;
let member: OrgScope;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
  member = await createScope(backend);
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

/** As a request brings them: the person alone, and their place where they named one. */
function as(scope: OrgScope, org: OrgScope | null = scope) {
  const { orgId: _id, org: _org, role: _role, tokensPerMonth: _tokens, inOrg: _inOrg, ...user } = scope;
  return { user, org };
}
const ask = (
  entrance: Parameters<typeof fileResponse>[0],
  fileId: string,
  org: string | null,
  options: { isDownload?: boolean; ifNoneMatch?: string | null } = {},
) => fileResponse(entrance, { fileId, org, isDownload: false, ifNoneMatch: null, ...options });
const attachment = { purpose: "chat_attachment" as const };

test("a picture may be shown, and nothing of it can run or be embedded elsewhere", async () => {
  const file = await upload(member, {
    ...attachment,
    fileName: "a.png",
    contentType: "image/png",
    bytes: await picture(),
  });
  const response = await ask(as(member), file.id, member.org.slug);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": expect.stringMatching(/^inline; filename="a.png"/),
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
    "content-length": String(file.size),
  });
  expect((await response.arrayBuffer()).byteLength).toBe(file.size);
  const saved = await ask(as(member), file.id, member.org.slug, { isDownload: true });
  expect(saved.headers.get("content-disposition")).toMatch(/^attachment/);
  await saved.body?.cancel();
});

test("a picture that the browser has is not sent again, and not shown again to whoever may not see it any more", async () => {
  const said = { ...attachment, fileName: "a.png", contentType: "image/png", bytes: await picture() };
  const file = await upload(member, said);
  const first = await ask(as(member), file.id, member.org.slug);
  await first.body?.cancel();
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  for (const ifNoneMatch of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await ask(as(member), file.id, member.org.slug, { ifNoneMatch });
    expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, null, etag]);
  }
  const changed = await ask(as(member), file.id, member.org.slug, { ifNoneMatch: '"other"' });
  expect(changed.status).toBe(200);
  await changed.body?.cancel();
  const stranger = await createScope(backend);
  await expect(ask(as(stranger), file.id, stranger.org.slug, { ifNoneMatch: etag })).rejects.toMatchObject({
    code: "not_found",
  });
  await deleteFile(member, file.id);
  await expect(ask(as(member), file.id, member.org.slug, { ifNoneMatch: etag })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("everything else is saved and never shown", async () => {
  const page = new TextEncoder().encode("<html><script>alert(1)</script></html>");
  const files = [
    await upload(member, { ...attachment, fileName: "a.md", contentType: "text/markdown", bytes: page }),
    await upload(member, { ...attachment, fileName: "a.pdf", contentType: "application/pdf", bytes: pdf() }),
  ];
  for (const { id } of files) {
    const response = await ask(as(member), id, member.org.slug);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    await response.body?.cancel();
  }
});

test("without a session there is nothing, and a foreign file is like none", async () => {
  const file = await upload(member, {
    ...attachment,
    fileName: "a.png",
    contentType: "image/png",
    bytes: await picture(),
  });
  const stranger = await createScope(backend);
  await expect(ask(null, file.id, member.org.slug)).rejects.toMatchObject({ code: "not_signed_in" });
  const refusals = [
    () => ask(as(stranger), file.id, stranger.org.slug),
    () => ask(as(stranger), randomUUID(), stranger.org.slug),
    () => ask(as(stranger, null), file.id, null),
    // Looked for among what is the person's own: this belongs to the organisation.
    () => ask(as(member, null), file.id, null),
  ];
  for (const refusal of refusals)
    await expect(refusal()).rejects.toMatchObject({ code: "not_found", details: { what: "file" } });
  // Somebody who names an organisation that they are no member of.
  await expect(ask(as(stranger, null), file.id, member.org.slug)).rejects.toMatchObject({ code: "not_found" });
});

test("one's own picture is there without an organisation", async () => {
  const avatar = await upload(member, {
    purpose: "avatar",
    fileName: "a.png",
    contentType: "image/png",
    bytes: await picture(),
  });
  const response = await ask(as(member, null), avatar.id, null);
  expect(response.headers.get("content-type")).toBe("image/webp");
  await response.body?.cancel();
});
