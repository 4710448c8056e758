import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendTo } from "~/testing/send-to";
import { serveWeb, type WebServer } from "~/testing/serve-web";
import { startUploadThingServer, type UploadThingServer } from "~/testing/uploadthing-server";
import { describeFilesPort } from "./files.contract";
import type { FilesPort } from "./files.port";
import { createUploadThingFiles } from "./uploadthing-files";

const app = { apiKey: "sk_live_of_tests", appId: "testapp" };
const token = Buffer.from(JSON.stringify({ ...app, regions: ["sea1"] })).toString("base64");

let vendor: UploadThingServer;
let application: WebServer;
let port: FilesPort;

beforeAll(async () => {
  vendor = await startUploadThingServer(app);
  application = await serveWeb(
    async (request) => (await port.handle?.(request)) ?? new Response(null, { status: 404 }),
  );
  port = make(vendor.url);
});
afterAll(async () => {
  await application.close();
  await vendor.close();
});

function make(url: string): FilesPort {
  return createUploadThingFiles({
    token,
    appUrl: application.url,
    apiUrl: url,
    ingestUrl: url,
    // The SDK speaks plain HTTP to hosts with "local" in their name alone.
    ufsHost: new URL(url).host.replace("127.0.0.1", "localhost"),
    ufsAppIdLocation: "path",
  });
}

describe("UploadThing", () => {
  describeFilesPort(() => ({ port, resolve: (url) => url, send: sendTo, isSingleUse: true }));

  const route = () => `${application.url}/api/files/at/uploadthing`;

  test("the vendor's signed report of an arrived file is taken", async () => {
    const before = vendor.reports.length;
    const target = await port.uploadTarget({
      key: "reported/one",
      contentType: "image/png",
      size: 4,
      expiresInSeconds: 60,
    });
    expect((await sendTo(target, new Uint8Array(4))).status).toBe(200);
    expect(vendor.reports.slice(before)).toEqual([200]);
  });

  test("a forged or truncated report is refused", async () => {
    const body = JSON.stringify({ status: "uploaded", file: {}, origin: vendor.url, metadata: {} });
    for (const signature of ["", "hmac-sha256=00", `hmac-sha256=${"0".repeat(64)}`]) {
      const headers = {
        "content-type": "application/json",
        "uploadthing-hook": "callback",
        "x-uploadthing-signature": signature,
      };
      const response = await fetch(`${route()}?slug=file`, { method: "POST", headers, body });
      expect(response.status).toBe(400);
    }
  });

  test("nobody but the application gets an address to upload to", async () => {
    const ask = (input: unknown) =>
      fetch(`${route()}?actionType=upload&slug=file`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ files: [{ name: "a.png", size: 4, type: "image/png" }], input }),
      });
    const forged = { customId: "a", contentType: "image/png", size: 4, signature: "00".repeat(32) };
    for (const input of [undefined, {}, forged, { ...forged, signature: "" }]) {
      const response = await ask(input);
      expect([400, 403]).toContain(response.status);
      expect(await response.text()).not.toContain("signature=");
    }
  });

  test("a vendor that is away is told as a storage that does not answer", async () => {
    const away = make("http://127.0.0.1:1");
    await expect(away.probe()).rejects.toMatchObject({ code: "storage_unavailable" });
    await expect(away.get("a/b")).rejects.toMatchObject({ code: "storage_unavailable" });
    await expect(away.put("a/b", new Uint8Array(1), { contentType: "text/plain" })).rejects.toMatchObject({
      code: "storage_unavailable",
    });
  });
});
