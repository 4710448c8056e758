import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFiles } from "~/adapters/files/files";
import type { FilesPort } from "~/adapters/files/files.port";
import { parseEnv } from "~/env";
import { inPlatform } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { type S3Server, startS3Server } from "~/testing/s3-server/s3-server";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { sendTo } from "~/testing/send-to";
import { serveWeb, type WebServer } from "~/testing/serve-web";
import { startUploadThingServer, type UploadThingServer } from "~/testing/uploadthing-server";
import { picture } from "../testing/samples";
import { deleteDiscarded } from "./delete-discarded.job";
import { deleteFile } from "./delete-file.service";
import { fileLink } from "./file-link.service";
import { readFilesRoot } from "./files.repository";
import { finishUpload } from "./finish-upload.service";
import { openFile } from "./open-file.service";
import { startUpload } from "./start-upload.service";
import { sweepFiles } from "./sweep-files.job";

const credentials = { accessKeyId: "AKTEST", secretAccessKey: "a secret of tests" };
const vendorApp = { apiKey: "sk_live_of_tests", appId: "testapp" };

const dataDir = join(tmpdir(), `counterpart-everywhere-${randomUUID()}`);

let db: TestDatabase;
let s3: S3Server;
let vendor: UploadThingServer;
let application: WebServer;
let port: FilesPort;
beforeAll(async () => {
  db = await createTestDatabase();
  s3 = await startS3Server({ bucket: "things", credentials, pageSize: 100 });
  vendor = await startUploadThingServer(vendorApp);
  application = await serveWeb(
    async (request) => (await port.handle?.(request)) ?? new Response(null, { status: 404 }),
  );
});
afterAll(async () => {
  await Promise.all([application.close(), s3.close(), vendor.close()]);
  await db.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** What somebody sets for each: one variable chooses, the others are its keys. */
const variables: Record<FilesPort["adapter"], () => Record<string, string>> = {
  folder: () => ({}),
  s3: () => ({
    FILES_PROVIDER: "s3",
    S3_BUCKET: "things",
    S3_ENDPOINT: s3.url,
    S3_ACCESS_KEY_ID: credentials.accessKeyId,
    S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  }),
  uploadthing: () => ({
    FILES_PROVIDER: "uploadthing",
    UPLOADTHING_TOKEN: Buffer.from(JSON.stringify({ ...vendorApp, regions: ["sea1"] })).toString("base64"),
    UPLOADTHING_API_URL: vendor.url,
    UPLOADTHING_INGEST_URL: vendor.url,
    UPLOADTHING_UFS_HOST: vendor.host.replace("127.0.0.1", "localhost"),
    UPLOADTHING_UFS_APP_ID_LOCATION: "path",
  }),
};

const common = () => ({
  APP_DATABASE_URL: db.appUrl,
  AUTH_SECRET: "a secret of tests that guards nothing",
  APP_URL: application.url,
  DATA_DIR: dataDir,
});

for (const adapter of ["folder", "s3", "uploadthing"] as const) {
  test(`one variable moves everything to ${adapter}: upload, check, look, save, delete, sweep`, async () => {
    port = createFiles(parseEnv({ ...common(), ...variables[adapter]() }));
    expect(port.adapter).toBe(adapter);
    await port.probe();
    const backend = createTestBackend(db.appUrl, { models: noModels, files: port });
    try {
      const member = await createScope(backend);
      const bytes = await picture("jpeg");
      const said = { purpose: "chat_attachment", fileName: "a.png", contentType: "image/png" } as const;
      const { fileId, target } = await startUpload(member, { ...said, size: bytes.byteLength });
      const sent = await sendTo({ ...target, url: new URL(target.url, application.url).href }, bytes);
      expect(sent.status).toBeLessThan(300);
      expect(await finishUpload(member, fileId)).toMatchObject({
        state: "ready",
        contentType: "image/jpeg",
        name: "a.jpg",
      });
      expect((await (await openFile(member, fileId)).bytes()).byteLength).toBeGreaterThan(100);
      const { url } = await fileLink(member, fileId);
      const saved = await fetch(new URL(url, application.url));
      expect(saved.status).toBe(200);
      expect(saved.headers.get("content-disposition")).toMatch(/^attachment.*a\.jpg/);
      await saved.body?.cancel();

      // The link is used up, also after the file has gone: nothing comes through it beside what is counted.
      const again = { ...target, url: new URL(target.url, application.url).href };
      expect((await sendTo(again, bytes)).status).toBeGreaterThanOrEqual(400);
      await deleteFile(member, fileId);
      expect(await deleteDiscarded(backend, [fileId])).toBe(1);
      expect((await fetch(new URL(url, application.url))).status).toBeGreaterThanOrEqual(400);
      expect((await sendTo(again, bytes)).status).toBeGreaterThanOrEqual(400);
      const stored = (await port.list("")).keys.reduce((sum, { size }) => sum + size, 0);
      expect(stored).toBeLessThanOrEqual(1);
      const root = await inPlatform(backend.database, readFilesRoot);
      await port.put(`${root}/files/${randomUUID()}/orphan`, bytes, { contentType: "image/jpeg" });
      const tomorrow = new Date(Date.now() + 25 * 3_600_000);
      // Beside the orphan goes what kept the link shut.
      expect(await sweepFiles(backend, { now: tomorrow })).toMatchObject({ orphans: adapter === "folder" ? 1 : 2 });
      expect((await port.list("")).keys).toEqual([]);
    } finally {
      await closeTestBackend(backend);
    }
  });
}

test("a provider without its keys is told by name before anything starts", () => {
  expect(() => parseEnv({ ...common(), FILES_PROVIDER: "s3" })).toThrow("S3_BUCKET");
  expect(() => parseEnv({ ...common(), FILES_PROVIDER: "s3", S3_BUCKET: "b", S3_ACCESS_KEY_ID: "a" })).toThrow(
    "S3_SECRET_ACCESS_KEY",
  );
  expect(() => parseEnv({ ...common(), FILES_PROVIDER: "uploadthing" })).toThrow("UPLOADTHING_TOKEN");
  expect(() => parseEnv({ ...common(), FILES_PROVIDER: "ftp" })).toThrow("FILES_PROVIDER");
});
