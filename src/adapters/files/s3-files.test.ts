import { CreateMultipartUploadCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type S3Server, startS3Server } from "~/testing/s3-server/s3-server";
import { sendTo } from "~/testing/send-to";
import { describeFilesPort } from "./files.contract";
import { createS3Files } from "./s3-files";

const credentials = { accessKeyId: "AKTEST", secretAccessKey: "a secret of tests/that guards+nothing" };
let server: S3Server;
beforeAll(async () => {
  server = await startS3Server({ bucket: "things", credentials, pageSize: 2 });
});
afterAll(() => server.close());

const make = (change: Partial<Parameters<typeof createS3Files>[0]> = {}) =>
  createS3Files({
    bucket: "things",
    region: "eu-north-1",
    endpoint: server.url,
    credentials,
    isPathStyle: true,
    prefix: "counterpart/",
    isConditional: true,
    ...change,
  });

describe("S3", () => {
  describeFilesPort(() => ({ port: make(), resolve: (url) => url, send: sendTo, isSingleUse: true }));

  test("no upload in parts that broke off is left behind at the server's cost", () => {
    expect(server.unfinished()).toBe(0);
  });

  test("a process that was killed in the middle of a large file leaves parts, which are thrown away when they are old", async () => {
    const client = new S3Client({ region: "eu-north-1", endpoint: server.url, credentials, forcePathStyle: true });
    for (const Key of ["counterpart/mine/a", "other/a"]) {
      await client.send(new CreateMultipartUploadCommand({ Bucket: "things", Key }));
    }
    await make().abandon?.("mine/", new Date(Date.now() - 60_000));
    expect(server.unfinished()).toBe(2);
    await make().abandon?.("mine/", new Date(Date.now() + 60_000));
    expect(server.unfinished()).toBe(1);
    await make({ prefix: "" }).abandon?.("other/", new Date(Date.now() + 60_000));
    expect(server.unfinished()).toBe(0);
  });

  test("a server that takes the request and says nothing is given up", async () => {
    server.stall(true);
    try {
      const hasty = make({ patience: { connectMs: 100, answerMs: 100, idleMs: 100 } });
      await expect(hasty.get("a/b")).rejects.toMatchObject({ code: "storage_unavailable" });
    } finally {
      server.stall(false);
    }
  });

  test("wrong keys, a missing bucket and a server in trouble are told as a storage that does not answer", async () => {
    const wrong = make({ credentials: { ...credentials, secretAccessKey: "another" } });
    await expect(wrong.probe()).rejects.toMatchObject({ code: "storage_unavailable" });
    await expect(make({ bucket: "others" }).get("a/b")).rejects.toMatchObject({ code: "storage_unavailable" });
    await expect(make({ endpoint: "http://127.0.0.1:1" }).probe()).rejects.toMatchObject({
      code: "storage_unavailable",
    });
    server.failWith(500);
    await expect(make().probe()).rejects.toMatchObject({ code: "storage_unavailable" });
    server.failWith(507);
    const put = make().put("a/b", new Uint8Array(5), { contentType: "text/plain" });
    await expect(put).rejects.toMatchObject({ code: "storage_full" });
    server.failWith(null);
    await make().probe();
  });

  test("another prefix in the same bucket is another installation", async () => {
    await make().put("shared/key", new Uint8Array(5), { contentType: "text/plain" });
    const other = make({ prefix: "other/" });
    expect(await other.get("shared/key")).toBeNull();
    expect((await other.list("")).keys).toEqual([]);
  });
});
