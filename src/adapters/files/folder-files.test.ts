import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import { sendTo } from "~/testing/send-to";
import { serveWeb, type WebServer } from "~/testing/serve-web";
import { describeFilesPort } from "./files.contract";
import type { FilesPort } from "./files.port";
import { createFolderFiles } from "./folder-files";

const secret = "a secret that only this test knows";
let root: string;
let port: FilesPort;
let server: WebServer;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "files-"));
  port = createFolderFiles({ root, secret });
  server = await serveWeb(answer);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

/** As the route does it. */
async function answer(request: Request): Promise<Response> {
  try {
    return (await port.handle?.(request)) ?? new Response(null, { status: 404 });
  } catch (error) {
    if (error instanceof AppError) return Response.json({ code: error.code }, { status: error.status });
    throw error;
  }
}

/** A body that is sent as it is made; not every type of a request knows how to say so. */
function streamed(url: string, headers: Record<string, string>, body: ReadableStream<Uint8Array>): Request {
  return new Request(url, Object.assign({ method: "PUT", headers, body }, { duplex: "half" }));
}

/** Everything on the disk, with what is half-written. */
const onDisk = () =>
  readdirSync(root, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.endsWith(".used"),
  );

describe("the folder", () => {
  describeFilesPort(() => ({ port, resolve: (url) => new URL(url, server.url).href, send: sendTo, isSingleUse: true }));

  const put = (size = 10, expiresInSeconds = 60) =>
    port.uploadTarget({ key: `folder/${randomUUID()}`, contentType: "text/plain", size, expiresInSeconds });
  const send = async (target: Awaited<ReturnType<typeof put>>, bytes: Uint8Array) =>
    sendTo({ ...target, url: server.url + target.url }, bytes);

  test("a link says why it is refused: used, late, changed, too much", async () => {
    const given = await put();
    expect((await send(given, new Uint8Array(10))).status).toBe(204);
    expect(await send(given, new Uint8Array(10))).toMatchObject({
      status: 409,
      text: expect.stringContaining("link_used"),
    });
    expect(await send(await put(10, -5), new Uint8Array(10))).toMatchObject({
      status: 410,
      text: expect.stringContaining("link_expired"),
    });
    expect(await send(await put(), new Uint8Array(11))).toMatchObject({
      status: 413,
      text: expect.stringContaining("file_too_large"),
    });
    const touched = await put();
    expect(await send({ ...touched, url: touched.url.replace("n=10", "n=99") }, new Uint8Array(99))).toMatchObject({
      status: 401,
      text: expect.stringContaining("signature_invalid"),
    });
  });

  test("a used link stays used when what it brought has been taken away", async () => {
    const key = `folder/${randomUUID()}`;
    const given = await port.uploadTarget({ key, contentType: "text/plain", size: 3, expiresInSeconds: 60 });
    expect((await send(given, new Uint8Array(3))).status).toBe(204);
    await port.delete([key]);
    expect((await send(given, new Uint8Array(3))).status).toBe(409);
  });

  test("a signature is taken in one spelling alone: another one does not make a new link of a used one", async () => {
    const key = `folder/${randomUUID()}`;
    const given = await port.uploadTarget({ key, contentType: "text/plain", size: 3, expiresInSeconds: 60 });
    expect((await send(given, new Uint8Array(3))).status).toBe(204);
    await port.delete([key]);
    const spellings = [
      given.url.replace(/s=[^&]+/, (same) => `${same}%3D`),
      given.url.replace(/s=[^&]+/, (same) => `${same}.`),
      given.url.replace("n=3", "n=3.0"),
      given.url.replace("n=3", "n=%203"),
    ];
    for (const url of spellings) {
      expect((await send({ ...given, url }, new Uint8Array(3))).status).toBeGreaterThanOrEqual(400);
      expect(await port.get(key)).toBeNull();
    }
  });

  test("a folder that empties while another file comes into it fails neither", async () => {
    const shared = `busy-${randomUUID()}/incoming`;
    let isOver = false;
    const emptier = async () => {
      while (!isOver) await port.delete([`${shared}/nothing`]);
    };
    const emptiers = Promise.all([emptier(), emptier(), emptier(), emptier()]);
    try {
      for (let round = 0; round < 100; round += 1) {
        const key = `${shared}/${round}`;
        await port.put(key, new Uint8Array(1), { contentType: "text/plain" });
        await port.delete([key]);
      }
    } finally {
      isOver = true;
      await emptiers;
    }
    expect((await port.list(shared)).keys).toEqual([]);
  });

  test("of two uploads at once through one link one is taken", async () => {
    const given = await put(100_000);
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => (await send(given, new Uint8Array(100_000))).status),
    );
    expect(statuses.sort()).toEqual([204, 409, 409, 409]);
  });

  test("200 MB announced for a small file are refused before they are read", async () => {
    const given = await put();
    const { promise, resolve } = Promise.withResolvers<{ status: number; read: number }>();
    let read = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { "content-type": "text/plain", "content-length": String(200 * 1024 * 1024) };
    void answer(streamed(server.url + given.url, headers, body)).then(({ status }) => resolve({ status, read }));
    expect(await promise).toEqual({ status: 413, read: 0 });
  });

  test("an endless body that announces nothing is cut off at the limit", async () => {
    const given = await put(100_000);
    let read = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += 10_000;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    const request = streamed(server.url + given.url, given.headers, body);
    expect((await answer(request)).status).toBe(413);
    expect(read).toBeLessThan(200_000);
  });

  test("a full disk is told as such, and nothing half-stored stays", async () => {
    const before = onDisk().length;
    // The kernel's own device that is always full.
    const full = createFolderFiles({ root, secret, openTemp: () => open("/dev/full", "w") });
    const attempt = full.put(`folder/${randomUUID()}`, new Uint8Array(5000), { contentType: "text/plain" });
    await expect(attempt).rejects.toMatchObject({ code: "storage_full" });
    expect(onDisk()).toHaveLength(before);
  });

  test("whatever happened above, nothing is left half-written", () => {
    expect(onDisk().filter((entry) => entry.parentPath.endsWith(".tmp"))).toEqual([]);
  });

  test("what a link serves cannot run, be guessed at, or be embedded elsewhere", async () => {
    const key = `folder/${randomUUID()}`;
    await port.put(key, new TextEncoder().encode("<script>alert(1)</script>"), { contentType: "text/plain" });
    const url = await port.downloadUrl({
      key,
      fileName: 'Отчёт "1"\r\n.txt',
      contentType: "text/plain",
      disposition: "inline",
      expiresInSeconds: 60,
    });
    const { headers } = await fetch(server.url + url);
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("content-disposition")).toBe(
      `inline; filename="_____ _1___.txt"; filename*=UTF-8''${encodeURIComponent('Отчёт "1"\r\n.txt')}`,
    );
  });

  test("another installation's secret opens nothing", async () => {
    const foreign = createFolderFiles({ root, secret: "another secret" });
    const given = await foreign.uploadTarget({
      key: "folder/x",
      contentType: "text/plain",
      size: 1,
      expiresInSeconds: 60,
    });
    expect((await send(given, new Uint8Array(1))).status).toBe(401);
  });
});
