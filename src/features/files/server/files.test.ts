import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FilesPort } from "~/adapters/files/files.port";
import { AppError } from "~/lib/app-error";
import type { Backend, OrgScope } from "~/server/context";
import { inOrgContext } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { createTestFiles } from "~/testing/test-files";
import { sendBytes, upload } from "../testing/browser";
import { pdf, picture, zipBomb } from "../testing/samples";
import { claimFiles } from "./claim-files.service";
import { deleteDiscarded } from "./delete-discarded.job";
import { deleteFile, discardFiles } from "./delete-file.service";
import { fileLink } from "./file-link.service";
import { finishUpload } from "./finish-upload.service";
import { openFile } from "./open-file.service";
import { startUpload } from "./start-upload.service";
import { sweepFiles, sweepUnfinished } from "./sweep-files.job";

let db: TestDatabase;
let backend: Backend;
let files: FilesPort;
let member: OrgScope;

beforeAll(async () => {
  db = await createTestDatabase();
  files = createTestFiles();
  backend = createTestBackend(db.appUrl, { models: noModels, files });
  member = await createScope(backend);
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const wanted = { purpose: "chat_attachment", fileName: "a.txt", contentType: "text/plain", size: 5 } as const;
const text = (content: string) => new TextEncoder().encode(content);
const note = (content = "hello") => ({
  purpose: "chat_attachment" as const,
  fileName: "notes.md",
  contentType: "text/markdown",
  bytes: text(content),
});
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? { code: error.code, ...error.details } : { code: String(error) }),
  );
const keysOf = async (fileId: string) => {
  const { keys } = await files.list("");
  return keys.map(({ key }) => key).filter((key) => key.includes(fileId));
};
const rowOf = async (fileId: string) =>
  (await db.owner.query("SELECT * FROM stored_file WHERE id = $1", [fileId])).rows[0];
const tomorrow = () => new Date(Date.now() + 25 * 3_600_000);

test("a file that was sent, and looked at, can be opened as what it is", async () => {
  const view = await upload(member, note("# Привет"));
  expect(view).toMatchObject({ name: "notes.md", contentType: "text/markdown", state: "ready", size: 14 });
  expect(await (await openFile(member, view.id)).text()).toBe("# Привет");
  const document = await upload(member, {
    ...note(),
    fileName: "r.pdf",
    contentType: "application/pdf",
    bytes: pdf(2),
  });
  expect(document).toMatchObject({ contentType: "application/pdf", pages: 2 });
  expect(Buffer.compare(await (await openFile(member, document.id)).bytes(), pdf(2))).toBe(0);
});

test("names that are paths, or lie about themselves, are refused with the reason", async () => {
  const problems = {
    path: ["../../etc/passwd", "a/b.txt", "C:\\x.txt", "..", "."],
    control_character: ["a\0.txt", "a\n.txt", "a\u001b[0m.txt", "half \ud800.txt"],
    direction_mark: ["exe\u202egpj.txt", "a\u200f.txt", "\u2066a.txt"],
    too_long: ["x".repeat(300), "щ".repeat(201)],
    empty: ["", "   "],
  };
  for (const [problem, names] of Object.entries(problems)) {
    for (const fileName of names)
      expect(await failure(startUpload(member, { ...wanted, fileName }))).toMatchObject({ code: "file_name", problem });
  }
  for (const fileName of ["x".repeat(200), "Отчёт за 3 кв. (1).txt", "日本語.txt", "..hidden.txt", "👍.txt"]) {
    expect(await failure(startUpload(member, { ...wanted, fileName }))).toBeNull();
  }
});

test("types that the purpose does not take, and sizes past its limit, are refused before a byte is sent", async () => {
  for (const contentType of [
    "image/svg+xml",
    "application/zip",
    "text/html",
    "application/octet-stream",
    "",
    "video/mp4",
  ]) {
    expect(await failure(startUpload(member, { ...wanted, fileName: "x.svg", contentType }))).toMatchObject({
      code: "file_type",
    });
  }
  const megabyte = 1024 * 1024;
  const limits = [
    ["image/png", 10],
    ["application/pdf", 20],
    ["text/plain", 1],
  ] as const;
  for (const [contentType, megabytes] of limits) {
    const allowed = megabytes * megabyte;
    expect(await failure(startUpload(member, { ...wanted, contentType, size: allowed }))).toBeNull();
    expect(await failure(startUpload(member, { ...wanted, contentType, size: allowed + 1 }))).toMatchObject({
      code: "file_too_large",
      allowed,
      size: allowed + 1,
    });
  }
  expect(await failure(startUpload(member, { ...wanted, size: 200 * megabyte }))).toMatchObject({
    code: "file_too_large",
  });
  expect(await failure(startUpload(member, { ...wanted, size: 0 }))).toMatchObject({
    code: "file_refused",
    reason: "empty",
  });
  expect(
    await failure(startUpload(member, { ...wanted, purpose: "avatar", contentType: "application/pdf" })),
  ).toMatchObject({ code: "file_type" });
  await sweepFiles(backend, { now: tomorrow() });
});

test("what a browser would run by its ending is no text, whatever it is said to be", async () => {
  for (const fileName of ["x.svg", "x.SVGZ", "x.html", "x.htm ", "a.b.xhtml", "x.mhtml"]) {
    for (const contentType of ["text/plain", "text/markdown"]) {
      expect(await failure(startUpload(member, { ...wanted, fileName, contentType }))).toMatchObject({
        code: "file_type",
      });
    }
  }
  for (const fileName of ["svg.txt", "svg", "html.md", "x.xml"]) {
    expect(await failure(startUpload(member, { ...wanted, fileName }))).toBeNull();
  }
});

test("a file without a type of its own is known by its ending", async () => {
  const view = await upload(member, { ...note(), contentType: "" });
  expect(view.contentType).toBe("text/markdown");
});

test("finishing before the bytes came says so, and works when they have", async () => {
  const { fileId, target } = await startUpload(member, wanted);
  expect(await failure(finishUpload(member, fileId))).toMatchObject({ code: "upload_missing" });
  await sendBytes(member, target, text("later"));
  expect(await finishUpload(member, fileId)).toMatchObject({ state: "ready" });
});

test("finishing twice, and ten times at once, is finishing once", async () => {
  const { fileId, target } = await startUpload(member, wanted);
  await sendBytes(member, target, text("again"));
  const views = await Promise.allSettled(Array.from({ length: 10 }, () => finishUpload(member, fileId)));
  for (const view of views) expect(view.status === "fulfilled" ? view.value.state : view.reason.code).toBe("ready");
  expect(await finishUpload(member, fileId)).toMatchObject({ state: "ready" });
  expect(await keysOf(fileId)).toHaveLength(1);
});

test("what is refused says why, again and again, and nothing of it stays", async () => {
  const { fileId, target } = await startUpload(member, {
    ...wanted,
    contentType: "image/png",
    size: zipBomb().byteLength,
  });
  await sendBytes(member, target, zipBomb());
  const first = await failure(finishUpload(member, fileId));
  expect(first).toMatchObject({ code: "file_type", contentType: "application/zip" });
  expect(await failure(finishUpload(member, fileId))).toEqual(first);
  expect(await keysOf(fileId)).toEqual([]);
  expect(await failure(openFile(member, fileId))).toMatchObject({ code: "not_found" });
});

test("an upload link never reaches what was checked: after the check it leads nowhere", async () => {
  const { fileId, target } = await startUpload(member, wanted);
  await sendBytes(member, target, text("first"));
  await finishUpload(member, fileId);
  await expect(sendBytes(member, target, text("other"))).rejects.toMatchObject({ code: "link_used" });
  expect(await (await openFile(member, fileId)).text()).toBe("first");
});

test("nobody but the uploader sees what was brought into a conversation, not even the owner", async () => {
  const colleague = await createScope(backend, { role: "admin", org: member.org });
  const view = await upload(member, note());
  for (const scope of [colleague, await createScope(backend)]) {
    for (const attempt of [
      () => openFile(scope, view.id),
      () => fileLink(scope, view.id),
      () => deleteFile(scope, view.id),
      () => finishUpload(scope, view.id),
    ]) {
      expect(await failure(attempt())).toEqual(await failure(openFile(scope, randomUUID())));
    }
    expect(
      await failure(inOrgContext(scope, ({ db: tx }) => claimFiles(tx, { userId: scope.userId, fileIds: [view.id] }))),
    ).toMatchObject({ code: "not_found" });
    await inOrgContext(scope, ({ db: tx }) => discardFiles(tx, { orgId: scope.orgId, fileIds: [view.id] }));
  }
  expect(await (await openFile(member, view.id)).text()).toBe("hello");
});

test("an upload that somebody else began cannot be finished", async () => {
  const colleague = await createScope(backend, { role: "owner", org: member.org });
  const { fileId, target } = await startUpload(member, {
    ...wanted,
    purpose: "logo",
    contentType: "image/png",
    size: (await picture()).byteLength,
  });
  await sendBytes(member, target, await picture());
  expect(await failure(finishUpload(colleague, fileId))).toMatchObject({ code: "not_found" });
});

test("an avatar is seen by those who share an organisation with the person, and by nobody else", async () => {
  const colleague = await createScope(backend, { role: "viewer", org: member.org });
  const stranger = await createScope(backend);
  const view = await upload(member, {
    purpose: "avatar",
    fileName: "me.png",
    contentType: "image/png",
    bytes: await picture(),
  });
  expect(await rowOf(view.id)).toMatchObject({ org_id: null, purpose: "avatar" });
  expect((await openFile(colleague, view.id)).contentType).toBe("image/webp");
  expect(await failure(openFile(stranger, view.id))).toMatchObject({ code: "not_found" });
  expect(await failure(deleteFile(colleague, view.id))).toMatchObject({ code: "not_found" });
});

test("a link gives the file to save, and soon ends", async () => {
  const view = await upload(member, note());
  const { url, expiresAt } = await fileLink(member, view.id);
  const response = await files.handle?.(new Request(`http://localhost${url}`));
  expect(response?.headers.get("content-disposition")).toContain("attachment");
  expect(await response?.text()).toBe("hello");
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(120_000);
});

test("an organisation stores as much as it may, also when all come at once", async () => {
  const tight = createTestBackend(db.appUrl, { models: noModels, files, settings: { orgQuotaBytes: 100 } });
  try {
    const first = await createScope(tight);
    const second = await createScope(tight, { role: "member", org: first.org });
    const attempts = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => startUpload(index % 2 ? first : second, { ...wanted, size: 20 })),
    );
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await failure(startUpload(first, { ...wanted, size: 1 }))).toEqual({
      code: "storage_quota",
      limit: "organization",
      used: 100,
      allowed: 100,
      size: 1,
    });
    const other = await createScope(tight);
    expect(await failure(startUpload(other, { ...wanted, size: 100 }))).toBeNull();
    // What came through links that have ended lies there until it is swept, and takes its room until then.
    await db.owner.query("UPDATE stored_file SET expires_at = now() - interval '6 minutes' WHERE org_id = $1", [
      first.orgId,
    ]);
    expect(await failure(startUpload(first, { ...wanted, size: 1 }))).toMatchObject({ code: "storage_quota" });
    expect(await sweepUnfinished(tight)).toBe(5);
    expect(await failure(startUpload(first, { ...wanted, size: 100 }))).toBeNull();
  } finally {
    await closeTestBackend(tight);
  }
});

test("what belongs to a person has room of its own, beside every organisation's", async () => {
  const person = await createScope(backend);
  const megabyte = 1024 * 1024;
  const face = { purpose: "avatar", fileName: "me.png", contentType: "image/png", size: 5 * megabyte } as const;
  for (let index = 0; index < 5; index += 1) await startUpload(person, face);
  expect(await failure(startUpload(person, { ...face, size: 1 }))).toEqual({
    code: "storage_quota",
    limit: "person",
    used: 25 * megabyte,
    allowed: 25 * megabyte,
    size: 1,
  });
  expect(await failure(startUpload(person, wanted))).toBeNull();
  expect(await failure(startUpload(await createScope(backend), face))).toBeNull();
});

test("one person begins so many uploads and no more", async () => {
  const eager = await createScope(backend);
  for (let index = 0; index < 100; index += 1) await startUpload(eager, { ...wanted, size: 1 });
  expect(await failure(startUpload(eager, { ...wanted, size: 1 }))).toMatchObject({ code: "too_many_attempts" });
});

test("a file that went with a message is not deleted by whoever takes it out of a draft", async () => {
  const view = await upload(member, note("sent"));
  await inOrgContext(member, ({ db: tx }) => claimFiles(tx, { userId: member.userId, fileIds: [view.id] }));
  await deleteFile(member, view.id);
  expect(await (await openFile(member, view.id)).text()).toBe("sent");
  expect(await rowOf(view.id)).toMatchObject({ state: "ready", deleted_at: null });
});

test("a file that is sent and taken out of a draft at once is either sent whole or not at all", async () => {
  for (let round = 0; round < 10; round += 1) {
    const view = await upload(member, note("both"));
    const [claimed] = await Promise.allSettled([
      inOrgContext(member, ({ db: tx }) => claimFiles(tx, { userId: member.userId, fileIds: [view.id] })),
      deleteFile(member, view.id),
    ]);
    expect((await rowOf(view.id))?.state).toBe(claimed.status === "fulfilled" ? "ready" : "deleted");
  }
});

test("a cancelled upload's link brings nothing more, which nothing would count", async () => {
  const { fileId, target } = await startUpload(member, wanted);
  await deleteFile(member, fileId);
  await deleteDiscarded(backend, [fileId]);
  await expect(sendBytes(member, target, text("extra"))).rejects.toMatchObject({ code: "link_used" });
  expect(await keysOf(fileId)).toEqual([]);
});

test("what is deleted is gone at once for people, and then in truth", async () => {
  const view = await upload(member, note("gone soon"));
  await deleteFile(member, view.id);
  expect(await failure(openFile(member, view.id))).toMatchObject({ code: "not_found" });
  expect(await failure(deleteFile(member, view.id))).toMatchObject({ code: "not_found" });
  const { rows } = await db.owner.query(
    "SELECT data FROM event_outbox WHERE name = 'files/file.discarded' AND data->'fileIds' ? $1",
    [view.id],
  );
  expect(rows).toHaveLength(1);
  expect(await deleteDiscarded(backend, [view.id])).toBe(1);
  expect(await keysOf(view.id)).toEqual([]);
  expect(await rowOf(view.id)).toBeUndefined();
  expect(await deleteDiscarded(backend, [view.id])).toBe(0);
});

test("a deletion cut off between bytes and row is finished by the next one", async () => {
  const view = await upload(member, note("cut"));
  await deleteFile(member, view.id);
  const broken: Backend = {
    ...backend,
    ports: { ...backend.ports, files: { ...files, delete: () => Promise.reject(new Error("cut")) } },
  };
  await expect(deleteDiscarded(broken, [view.id])).rejects.toThrow("cut");
  expect(await rowOf(view.id)).toMatchObject({ state: "deleted" });
  await sweepFiles(backend);
  expect(await rowOf(view.id)).toBeUndefined();
  expect(await keysOf(view.id)).toEqual([]);
});

test("a rolled-back deletion deletes nothing and tells nobody", async () => {
  const view = await upload(member, note("stays"));
  const cut = inOrgContext(member, async ({ db: tx }) => {
    await discardFiles(tx, { orgId: member.orgId, fileIds: [view.id] });
    throw new Error("cut");
  });
  await expect(cut).rejects.toThrow("cut");
  await sweepFiles(backend);
  expect(await (await openFile(member, view.id)).text()).toBe("stays");
});
