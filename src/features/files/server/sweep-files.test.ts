import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FilesPort } from "~/adapters/files/files.port";
import type { Backend, OrgScope } from "~/server/context";
import { inOrgContext } from "~/server/context";
import { inPlatform } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { createTestFiles } from "~/testing/test-files";
import { sendBytes, upload } from "../testing/browser";
import { picture } from "../testing/samples";
import { claimFiles } from "./claim-files.service";
import { deleteFile } from "./delete-file.service";
import { readFilesRoot } from "./files.repository";
import { openFile } from "./open-file.service";
import { startUpload } from "./start-upload.service";
import { sweepFiles, sweepUnfinished } from "./sweep-files.job";

let db: TestDatabase;
let backend: Backend;
let files: FilesPort;
let member: OrgScope;
let root: string;

beforeAll(async () => {
  db = await createTestDatabase();
  files = createTestFiles();
  backend = createTestBackend(db.appUrl, { models: noModels, files });
  member = await createScope(backend);
  root = await inPlatform(backend.database, readFilesRoot);
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const wanted = { purpose: "chat_attachment", fileName: "a.txt", contentType: "text/plain", size: 5 } as const;
const text = (content: string) => new TextEncoder().encode(content);
const note = (content: string) => ({
  purpose: "chat_attachment" as const,
  fileName: "notes.md",
  contentType: "text/markdown",
  bytes: text(content),
});
const keysOf = async (fileId: string) => {
  const { keys } = await files.list("");
  return keys.map(({ key }) => key).filter((key) => key.includes(fileId));
};
const rowOf = async (fileId: string) =>
  (await db.owner.query("SELECT * FROM stored_file WHERE id = $1", [fileId])).rows[0];
const put = async (key: string) => {
  await files.put(key, text("no row"), { contentType: "text/plain" });
  return key;
};
const tomorrow = () => new Date(Date.now() + 25 * 3_600_000);
/** A place that will not give up what this says of. */
const stubborn = (keeps: (key: string) => boolean): Backend => ({
  ...backend,
  ports: {
    ...backend.ports,
    files: {
      ...files,
      delete: async (keys) => {
        if (keys.some(keeps)) throw new Error("it will not go");
        await files.delete(keys);
      },
    },
  },
});

test("the sweep takes what nobody can reach, and leaves what is young or referred to", async () => {
  const kept = await upload(member, note("kept"));
  await inOrgContext(member, ({ db: tx }) => claimFiles(tx, { userId: member.userId, fileIds: [kept.id] }));
  const unclaimed = await upload(member, note("unclaimed"));
  const unfinished = await startUpload(member, wanted);
  await sendBytes(member, unfinished.target, text("never"));
  const orphan = await put(`${root}/files/${randomUUID()}/00000000`);

  expect(await sweepFiles(backend)).toEqual({ files: 0, orphans: 0 });
  const swept = await sweepFiles(backend, { now: tomorrow() });
  expect(swept.orphans).toBe(1);
  expect(await files.get(orphan)).toBeNull();
  for (const id of [unclaimed.id, unfinished.fileId]) {
    expect(await rowOf(id)).toBeUndefined();
    expect(await keysOf(id)).toEqual([]);
  }
  expect(await (await openFile(member, kept.id)).text()).toBe("kept");
});

test("an upload that nobody finished goes soon after its link has ended, and not before", async () => {
  const { fileId, target } = await startUpload(member, wanted);
  await sendBytes(member, target, text("never"));
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  expect(await sweepUnfinished(backend, { now: minutes(19) })).toBe(0);
  expect(await sweepUnfinished(backend, { now: minutes(21) })).toBe(1);
  expect(await rowOf(fileId)).toBeUndefined();
  expect(await keysOf(fileId)).toEqual([]);
});

test("files of an organisation that is gone go with the next sweep", async () => {
  const leaving = await createScope(backend);
  const view = await upload(leaving, note("left behind"));
  await inOrgContext(leaving, ({ db: tx }) => claimFiles(tx, { userId: leaving.userId, fileIds: [view.id] }));
  await db.owner.query("UPDATE stored_file SET org_id = $1 WHERE id = $2", [randomUUID(), view.id]);
  await sweepFiles(backend);
  // Only what keeps its link shut may be left, for an hour.
  expect((await keysOf(view.id)).filter((key) => key.includes("/files/"))).toEqual([]);
});

test("an organisation keeps its logo when the person who brought it goes; what was the person's own goes", async () => {
  const bytes = await picture();
  const said = { fileName: "a.png", contentType: "image/png", bytes };
  const logo = await upload(member, { ...said, purpose: "logo" });
  const avatar = await upload(member, { ...said, purpose: "avatar" });
  await inOrgContext(member, ({ db: tx }) => claimFiles(tx, { userId: member.userId, fileIds: [logo.id, avatar.id] }));
  await db.owner.query("UPDATE stored_file SET user_id = $1 WHERE id = ANY ($2)", [randomUUID(), [logo.id, avatar.id]]);
  await sweepFiles(backend);
  expect(await rowOf(logo.id)).toMatchObject({ state: "ready" });
  expect(await (await openFile(member, logo.id)).bytes()).not.toHaveLength(0);
  expect(await rowOf(avatar.id)).toBeUndefined();
});

test("what another installation keeps in the same place is not looked at", async () => {
  const foreign = [
    await put(`0123456789ab/files/${randomUUID()}/00000000`),
    await put(`0123456789ab/incoming/${randomUUID()}`),
    // From before installations had names.
    await put(`files/${randomUUID()}/00000000`),
    await put(`incoming/${randomUUID()}`),
  ];
  expect(await sweepFiles(backend, { now: tomorrow() })).toMatchObject({ orphans: 0 });
  for (const key of foreign) expect((await files.get(key))?.size).toBe(6);
  await files.delete(foreign);
});

test("two databases never have the same name among those who keep files", async () => {
  expect(root).toMatch(/^[a-z0-9]{12}$/);
  const { key } = await rowOf((await startUpload(member, wanted)).fileId);
  expect(key.startsWith(`${root}/incoming/`)).toBe(true);
  const { rows } = await db.owner.query(
    "SELECT pg_get_expr(adbin, adrelid) AS made FROM pg_attrdef WHERE adrelid = 'installation'::regclass",
  );
  expect(rows.map(({ made }) => made).join()).toContain("gen_random_uuid()");
  await sweepFiles(backend, { now: tomorrow() });
});

test("a file that the place will not give up keeps none of the others, nor the bytes without a row", async () => {
  const views = [await upload(member, note("one")), await upload(member, note("two")), await upload(member, note("3"))];
  const ids = views.map(({ id }) => id).sort();
  for (const id of ids) await deleteFile(member, id);
  const orphan = await put(`${root}/files/${randomUUID()}/00000000`);
  const poisonOrphan = await put(`${root}/files/${randomUUID()}/poison`);
  const poisoned = stubborn((key) => key.includes(ids[0] ?? "") || key === poisonOrphan);
  await expect(sweepFiles(poisoned, { now: tomorrow() })).rejects.toThrow("2 could not be deleted: it will not go");
  expect(await rowOf(ids[0] ?? "")).toMatchObject({ state: "deleted" });
  for (const id of ids.slice(1)) expect(await rowOf(id)).toBeUndefined();
  expect(await files.get(orphan)).toBeNull();
  await sweepFiles(backend, { now: tomorrow() });
  expect(await rowOf(ids[0] ?? "")).toBeUndefined();
  expect(await files.get(poisonOrphan)).toBeNull();
});

test("what trials of the place left behind goes after a day", async () => {
  const trials = [await put(`self-test/${randomUUID()}`), await put(`probe/${randomUUID()}`)];
  await sweepFiles(backend);
  for (const key of trials) expect((await files.get(key))?.size).toBe(6);
  expect(await sweepFiles(backend, { now: tomorrow() })).toMatchObject({ orphans: 2 });
  for (const key of trials) expect(await files.get(key)).toBeNull();
});
