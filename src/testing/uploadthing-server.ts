import { createHmac, timingSafeEqual } from "node:crypto";
import { serveWeb } from "~/testing/serve-web";

type Kept = {
  key: string;
  customId: string | null;
  name: string;
  type: string;
  disposition: string;
  bytes: Uint8Array;
  uploadedAt: number;
};

export type UploadThingServer = {
  url: string;
  /** `host:port`, as the SDK wants the place of the files. */
  host: string;
  /** Status codes with which the application's route answered the reports of arrived files. */
  reports: number[];
  close(): Promise<void>;
};

/**
 * UploadThing as its SDK meets it, in memory: the ingest that takes presigned uploads, the API of the server SDK, and the
 * host that private files are fetched from. Checks every signature and key itself, with node's own HMAC.
 */
export async function startUploadThingServer(app: { apiKey: string; appId: string }): Promise<UploadThingServer> {
  const files = new Map<string, Kept>();
  const callbacks = new Map<string, { url: string; slug: string; metadata: unknown }>();
  const reports: number[] = [];

  const server = await serveWeb(async (request) => {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/v6/")) {
      if (request.headers.get("x-uploadthing-api-key") !== app.apiKey) return refuse(401, "API key");
      return api(url.pathname, await request.json());
    }
    if (url.pathname === "/route-metadata") return registerMetadata(request);
    if (url.pathname === "/callback-result") return Response.json({ ok: true });
    if (!hasSignature(url)) return refuse(403, "signature");
    if (Number(url.searchParams.get("expires")) <= Date.now()) return refuse(403, "expired");
    if (url.pathname.startsWith(`/a/${app.appId}/`)) return download(request, url.pathname.split("/").at(-1) ?? "");
    return ingest(request, url);
  });

  const ingest = async (request: Request, url: URL): Promise<Response> => {
    if (request.method !== "PUT") return refuse(405, "method");
    const said = (name: string) => decodeURIComponent(url.searchParams.get(`x-ut-${name}`) ?? "");
    const key = url.pathname.slice(1);
    if (said("identifier") !== app.appId || said("acl") !== "private") return refuse(400, "identifier or ACL");
    if (files.has(key)) return refuse(409, "already uploaded");
    const file = (await request.formData()).get("file");
    if (!(file instanceof Blob)) return refuse(400, "no file");
    if (file.size !== Number(said("file-size"))) return refuse(400, "size");
    const customId = said("custom-id") || null;
    if (customId !== null && byCustomId(customId)) return refuse(409, "custom id is taken");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const kept = {
      key,
      customId,
      name: said("file-name"),
      type: said("file-type"),
      disposition: said("content-disposition"),
      bytes,
      uploadedAt: Date.now(),
    };
    files.set(key, kept);
    await report(kept);
    const place = `${server.url}/a/${app.appId}/${key}`;
    return Response.json({ url: place, appUrl: place, ufsUrl: place, fileHash: "0", serverData: null });
  };

  const registerMetadata = async (request: Request): Promise<Response> => {
    if (request.headers.get("x-uploadthing-api-key") !== app.apiKey) return refuse(401, "API key");
    const { fileKeys, callbackUrl, callbackSlug, metadata } = Object(await request.json());
    for (const key of fileKeys) callbacks.set(key, { url: callbackUrl, slug: callbackSlug, metadata });
    return Response.json({ ok: true });
  };

  /** Tells the application's route, signed, that a file has arrived. */
  const report = async (file: Kept): Promise<void> => {
    const callback = callbacks.get(file.key);
    if (callback === undefined) return;
    const place = `${server.url}/a/${app.appId}/${file.key}`;
    const body = JSON.stringify({
      status: "uploaded",
      origin: server.url,
      metadata: callback.metadata ?? {},
      file: {
        key: file.key,
        name: file.name,
        size: file.bytes.byteLength,
        type: file.type,
        customId: file.customId,
        url: place,
        appUrl: place,
        ufsUrl: place,
        fileHash: "0",
        lastModified: file.uploadedAt,
      },
    });
    const headers = {
      "content-type": "application/json",
      "uploadthing-hook": "callback",
      "x-uploadthing-signature": sign(body, app.apiKey),
    };
    const response = await fetch(`${callback.url}?slug=${callback.slug}`, { method: "POST", headers, body }).catch(
      () => null,
    );
    reports.push(response?.status ?? 0);
  };

  const api = (path: string, body: unknown): Response => {
    const given: { customIds?: string[]; limit?: number; offset?: number } = Object(body);
    if (path === "/v6/getUsageInfo")
      return Response.json({ totalBytes: 0, appTotalBytes: 0, filesUploaded: files.size, limitBytes: 1 });
    if (path === "/v6/deleteFiles") {
      const gone = (given.customIds ?? []).filter((id) => {
        const found = byCustomId(id);
        return found !== undefined && files.delete(found.key);
      });
      return Response.json({ success: true, deletedCount: gone.length });
    }
    if (path === "/v6/listFiles") {
      const { offset = 0, limit = 500 } = given;
      const page = [...files.values()].slice(offset, offset + limit);
      const rows = page.map(({ key, customId, name, bytes, uploadedAt }) => ({
        id: key,
        key,
        customId,
        name,
        size: bytes.byteLength,
        status: "Uploaded",
        uploadedAt,
      }));
      return Response.json({ hasMore: offset + limit < files.size, files: rows });
    }
    return refuse(404, path);
  };

  const download = (request: Request, id: string): Response => {
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "method");
    const found = byCustomId(id) ?? files.get(id);
    if (found === undefined) return refuse(404, "file");
    const headers = {
      "content-type": found.type,
      "content-length": String(found.bytes.byteLength),
      "content-disposition": `${found.disposition}; filename="${encodeURIComponent(found.name)}"`,
    };
    return new Response(Buffer.from(found.bytes), { headers });
  };

  const byCustomId = (id: string): Kept | undefined => [...files.values()].find(({ customId }) => customId === id);

  const hasSignature = (url: URL): boolean => {
    const given = Buffer.from(url.searchParams.get("signature") ?? "");
    const wanted = Buffer.from(sign(url.href.replace(/[?&]signature=[^&]*$/, ""), app.apiKey));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };

  return { url: server.url, host: new URL(server.url).host, reports, close: () => server.close() };
}

function sign(text: string, apiKey: string): string {
  return `hmac-sha256=${createHmac("sha256", apiKey).update(text).digest("hex")}`;
}

function refuse(status: number, why: string): Response {
  return Response.json({ error: why }, { status });
}
