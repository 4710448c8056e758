import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { AppError } from "~/lib/app-error";
import { streamOf } from "~/lib/stream-of";
import { asStream, boundedChunks } from "./exact-size";
import { assertFileKey } from "./file-key";
import type { FilesPort } from "./files.port";
import { contentDisposition } from "./safe-file-headers";

export type S3Configuration = {
  bucket: string;
  region: string;
  /** Another server that speaks the same; null for Amazon's own. */
  endpoint: string | null;
  /** Null: the SDK looks for a role or profile by itself. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** The bucket in the path instead of in the host. */
  isPathStyle: boolean;
  /** Put before every key, for a bucket that is shared; "" for none. */
  prefix: string;
  /** Has the server itself refuse a second upload through one link. */
  isConditional: boolean;
  /** How long the server may take; others than usual in tests. */
  patience?: { connectMs: number; answerMs: number; idleMs: number };
};

/** Answering includes the time in which a part of a large file is sent. */
const usualPatience = { connectMs: 5_000, answerMs: 120_000, idleMs: 120_000 };

/** What lies under the key of a link that is used up. */
const spent = new Uint8Array(1);
const spentType = "application/octet-stream";
const partBytes = 8 * 1024 * 1024;

/** Any server that speaks S3. Browsers send to it and fetch from it directly, by links that it checks. */
export function createS3Files(configuration: S3Configuration): FilesPort {
  const { bucket, prefix, patience = usualPatience } = configuration;
  const client = new S3Client({
    region: configuration.region,
    forcePathStyle: configuration.isPathStyle,
    // Servers other than Amazon's know no checksums in trailers.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 3,
    // A server that says nothing, or stops in the middle, holds no socket and no reader for ever.
    requestHandler: {
      connectionTimeout: patience.connectMs,
      requestTimeout: patience.answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: patience.idleMs,
    },
    ...(configuration.endpoint === null ? {} : { endpoint: configuration.endpoint }),
    ...(configuration.credentials === null ? {} : { credentials: configuration.credentials }),
  });
  const at = (key: string) => {
    assertFileKey(key);
    return { Bucket: bucket, Key: prefix + key };
  };

  return {
    adapter: "s3",
    async put(key, body, meta, signal) {
      const chunks = boundedChunks(asStream(body), { max: Number.MAX_SAFE_INTEGER, exact: meta.size });
      const upload = new Upload({
        client,
        params: { ...at(key), Body: streamOf(chunks), ContentType: meta.contentType },
        partSize: partBytes,
        queueSize: 2,
        // What was sent of a large file is thrown away when the rest does not come.
        leavePartsOnError: false,
      });
      signal?.addEventListener("abort", () => void upload.abort(), { once: true });
      signal?.throwIfAborted();
      await translated(upload.done());
    },
    async get(key) {
      const found = await translated(client.send(new GetObjectCommand(at(key)))).catch(absent);
      if (found?.Body === undefined) return null;
      const body: ReadableStream<Uint8Array> = found.Body.transformToWebStream();
      return { body, size: found.ContentLength ?? 0 };
    },
    async delete(keys) {
      // One by one: many at once needs a checksum that not every server agrees on.
      for (const key of keys) await translated(client.send(new DeleteObjectCommand(at(key)))).catch(absent);
    },
    async spend(key) {
      // The server refuses a second object where one lies; where it cannot, the sweep is what takes it.
      await translated(client.send(new PutObjectCommand({ ...at(key), Body: spent, ContentType: spentType })));
    },
    async abandon(keyPrefix, before) {
      const page = await translated(
        client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix + keyPrefix })),
      );
      // One page at a time: the next round finds what is left.
      for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
        if (Initiated === undefined || Initiated >= before) continue;
        await translated(client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))).catch(absent);
      }
    },
    async uploadTarget({ key, contentType, size, expiresInSeconds }) {
      const headers = {
        "content-type": contentType,
        ...(configuration.isConditional ? { "if-none-match": "*" } : {}),
      };
      const command = new PutObjectCommand({
        ...at(key),
        ContentType: contentType,
        ContentLength: size,
        ...(configuration.isConditional ? { IfNoneMatch: "*" } : {}),
      });
      const signed = new Set(["content-type", "content-length", "if-none-match"]);
      const options = { expiresIn: expiresInSeconds, signableHeaders: signed, unhoistableHeaders: signed };
      const url = await getSignedUrl(client, command, options);
      return {
        method: "PUT",
        url,
        headers,
        formField: null,
        expiresAt: new Date(Date.now() + expiresInSeconds * 1000),
      };
    },
    downloadUrl: ({ key, fileName, contentType, disposition, expiresInSeconds }) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...at(key),
          ResponseContentType: contentType,
          ResponseContentDisposition: contentDisposition(disposition, fileName),
        }),
        { expiresIn: expiresInSeconds },
      ),
    async list(keyPrefix, cursor) {
      const page = await translated(
        client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix + keyPrefix, ContinuationToken: cursor }),
        ),
      );
      const keys = (page.Contents ?? []).flatMap(({ Key, Size, LastModified }) =>
        Key === undefined
          ? []
          : [{ key: Key.slice(prefix.length), size: Size ?? 0, modifiedAt: LastModified ?? new Date() }],
      );
      return { keys, next: page.NextContinuationToken ?? null };
    },
    async probe() {
      await translated(client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 })));
    },
  };
}

/** The SDK's errors in the words of the port; what is missing stays as it is. */
async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError || isMissing(error)) throw error;
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    const name = error instanceof Error ? error.name : "unknown";
    if (status === 507 || name === "QuotaExceeded") {
      throw new AppError("storage_full", "the bucket takes no more", { cause: error });
    }
    if (name === "AbortError") throw error;
    throw new AppError("storage_unavailable", `the file server answered ${status ?? "nothing"} (${name})`, {
      cause: error,
      details: { retryAfterSeconds: 5 },
    });
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    (error.name === "NoSuchKey" || error.name === "NotFound" || error.name === "NoSuchUpload")
  );
}

function absent(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}
