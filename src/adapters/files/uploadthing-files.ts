import { openAsBlob } from "node:fs";
import { UTApi, UTFile } from "uploadthing/server";
import { AppError } from "~/lib/app-error";
import { asStream } from "./exact-size";
import { assertFileKey } from "./file-key";
import type { FilesPort } from "./files.port";
import { linkPath } from "./signed-link";
import { spooled } from "./spool";
import { createUploadThingRoute } from "./uploadthing-route";

export type UploadThingConfiguration = {
  token: string;
  /** Address of this application, where UploadThing reports what has arrived. */
  appUrl: string;
  /** Other addresses than the vendor's own. */
  apiUrl?: string | undefined;
  ingestUrl?: string | undefined;
  ufsHost?: string | undefined;
  ufsAppIdLocation?: "subdomain" | "path" | undefined;
};

const pageSize = 500;

/** UploadThing, with every file private. Our keys are its custom ids, with "." for "/". */
export function createUploadThingFiles(configuration: UploadThingConfiguration): FilesPort {
  const { appUrl, ...given } = configuration;
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const api = new UTApi({ ...options, token: configuration.token, defaultKeyType: "customId", logLevel: "None" });
  const route = createUploadThingRoute({
    ...options,
    token: configuration.token,
    callbackUrl: `${appUrl}${linkPath}/uploadthing`,
  });
  const signedUrl = async (key: string, expiresIn: number) =>
    (await api.generateSignedURL(customIdOf(key), { expiresIn })).ufsUrl;

  const put: FilesPort["put"] = (key, body, meta, signal) =>
    // Its SDK sends files, not streams: one on disk is sent without being in memory.
    spooled(asStream(body), { exact: meta.size, signal }, async ({ path }) => {
      // A second file with the same id is refused: what was there goes first.
      await translated(api.deleteFiles(customIdOf(key)));
      const blob = await openAsBlob(path, { type: meta.contentType });
      const file = new UTFile([blob], meta.fileName ?? customIdOf(key), {
        type: meta.contentType,
        customId: customIdOf(key),
      });
      const sent = await translated(
        api.uploadFiles(file, { acl: "private", contentDisposition: "attachment", ...(signal ? { signal } : {}) }),
      );
      if (sent.error) throw unavailable(sent.error);
    });

  return {
    adapter: "uploadthing",
    put,
    async get(key) {
      const response = await translated(fetch(await signedUrl(key, 60)));
      if (response.status === 404) return null;
      if (!response.ok || response.body === null) throw unavailable(`status ${response.status}`);
      const body: ReadableStream<Uint8Array> = response.body;
      return { body, size: Number(response.headers.get("content-length") ?? 0) };
    },
    async delete(keys) {
      if (keys.length > 0) await translated(api.deleteFiles(keys.map(customIdOf)));
    },
    // An id that is taken is not taken again: a byte in its place keeps the link shut.
    spend: (key) => put(key, new Uint8Array(1), { contentType: "application/octet-stream" }),
    uploadTarget: async ({ key, contentType, size, expiresInSeconds }) => ({
      method: "PUT",
      url: await translated(route.presign({ customId: customIdOf(key), contentType, size, expiresInSeconds })),
      headers: {},
      formField: "file",
      expiresAt: new Date(Date.now() + expiresInSeconds * 1000),
    }),
    // The name and the disposition were fixed when the file was put.
    downloadUrl: ({ key, expiresInSeconds }) => signedUrl(key, expiresInSeconds),
    async list(prefix, cursor) {
      const offset = Number(cursor ?? 0);
      const { files, hasMore } = await translated(api.listFiles({ limit: pageSize, offset }));
      const keys = files
        .filter(({ status }) => status === "Uploaded" || status === "Uploading")
        .map(({ customId, size, uploadedAt }) => ({ key: keyOf(customId), size, modifiedAt: new Date(uploadedAt) }))
        .filter(({ key }) => key !== "" && key.startsWith(prefix));
      return { keys, next: hasMore ? String(offset + files.length) : null };
    },
    async probe() {
      await translated(api.getUsageInfo());
    },
    handle: (request) => route.handle(request),
  };
}

function customIdOf(key: string): string {
  assertFileKey(key);
  return key.replaceAll("/", ".");
}

function keyOf(customId: string | null): string {
  return (customId ?? "").replaceAll(".", "/");
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unavailable(error);
  }
}

function unavailable(cause: unknown): AppError {
  return new AppError("storage_unavailable", "UploadThing does not answer as it should", {
    cause,
    details: { retryAfterSeconds: 5 },
  });
}
