import { afterAll, beforeAll, expect, test } from "vitest";
import { createS3Files } from "~/adapters/files/s3-files";
import { type S3Server, startS3Server } from "~/testing/s3-server/s3-server";
import { headResponse } from "./head-response";

const credentials = { accessKeyId: "AKTEST", secretAccessKey: "a secret of tests" };
let server: S3Server;
beforeAll(async () => {
  server = await startS3Server({ bucket: "things", credentials, pageSize: 10 });
});
afterAll(() => server.close());

test("a head has the headers of the whole and no body, and lets go of where the body comes from", async () => {
  let isLetGo = false;
  const body = new ReadableStream({
    cancel() {
      isLetGo = true;
    },
  });
  const head = await headResponse(new Response(body, { status: 206, headers: { "content-length": "9", etag: '"a"' } }));
  expect(isLetGo).toBe(true);
  expect(head.body).toBeNull();
  expect([head.status, head.headers.get("content-length"), head.headers.get("etag")]).toEqual([206, "9", '"a"']);
});

test("more heads of large files than there are connections to the server are all answered", async () => {
  const files = createS3Files({
    bucket: "things",
    region: "eu-north-1",
    endpoint: server.url,
    credentials,
    isPathStyle: true,
    prefix: "",
    isConditional: true,
  });
  await files.put("a/large", new Uint8Array(4 * 1024 * 1024), { contentType: "audio/mpeg" });
  // The SDK opens fifty at most: with the bodies left open the next one would wait for ever.
  for (let round = 0; round < 60; round += 1) {
    const found = await files.get("a/large");
    await headResponse(new Response(found?.body ?? null));
  }
});
