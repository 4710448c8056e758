import { createHash, randomUUID } from "node:crypto";
import { serveWeb } from "~/testing/serve-web";
import { type Credentials, signatureProblem } from "./verify-signature";

type StoredObject = { bytes: Uint8Array; contentType: string; etag: string; modifiedAt: Date };
type MultipartUpload = { key: string; contentType: string; parts: Map<number, StoredObject>; begunAt: Date };

export type S3Server = {
  url: string;
  /** Uploads in parts that were begun and neither completed nor aborted. */
  unfinished(): number;
  /** Answers everything with this status until it is null again. */
  failWith(status: number | null): void;
  /** Takes requests and says nothing to them, until told otherwise. */
  stall(isStalled: boolean): void;
  close(): Promise<void>;
};

/**
 * A small S3 in memory that believes no request: it verifies every signature, and speaks put, get, head, list, delete
 * and uploads in parts, with the bucket in the path.
 */
export async function startS3Server(options: {
  bucket: string;
  credentials: Credentials;
  pageSize: number;
}): Promise<S3Server> {
  const objects = new Map<string, StoredObject>();
  const uploads = new Map<string, MultipartUpload>();
  let failure: number | null = null;
  let stalled: PromiseWithResolvers<void> | null = null;

  const server = await serveWeb(async (request) => {
    const url = new URL(request.url);
    const body = new Uint8Array(await request.arrayBuffer());
    const announced = Number(request.headers.get("content-length") ?? body.byteLength);
    if (announced !== body.byteLength) return fault(400, "IncompleteBody");
    await stalled?.promise;
    if (failure !== null) return fault(failure, failure === 507 ? "QuotaExceeded" : "InternalError");
    const problem = signatureProblem(
      { method: request.method, url, headers: request.headers, body },
      options.credentials,
    );
    if (problem !== null) return fault(403, problem);
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split("/");
    if (bucket !== options.bucket) return fault(404, "NoSuchBucket");
    const key = rest.join("/");
    const query = url.searchParams;
    if (key === "" && query.has("uploads")) return listUploads(query);
    if (key === "") return request.method === "GET" ? list(query) : fault(405, "MethodNotAllowed");
    if (query.has("uploads") || query.has("uploadId")) return multipart(request, query, key, body);
    return single(request, query, key, body);
  });

  const single = (request: Request, query: URLSearchParams, key: string, body: Uint8Array): Response => {
    if (request.method === "PUT") {
      if (request.headers.get("if-none-match") === "*" && objects.has(key)) return fault(412, "PreconditionFailed");
      const stored = store(body, request.headers.get("content-type"));
      objects.set(key, stored);
      return new Response(null, { headers: { etag: stored.etag } });
    }
    if (request.method === "DELETE") {
      objects.delete(key);
      return new Response(null, { status: 204 });
    }
    if (request.method !== "GET" && request.method !== "HEAD") return fault(405, "MethodNotAllowed");
    const found = objects.get(key);
    if (found === undefined) return fault(404, "NoSuchKey");
    const headers = new Headers({
      "content-type": query.get("response-content-type") ?? found.contentType,
      "content-length": String(found.bytes.byteLength),
      etag: found.etag,
      "last-modified": found.modifiedAt.toUTCString(),
    });
    const disposition = query.get("response-content-disposition");
    if (disposition !== null) headers.set("content-disposition", disposition);
    return new Response(request.method === "HEAD" ? null : Buffer.from(found.bytes), { headers });
  };

  const multipart = (request: Request, query: URLSearchParams, key: string, body: Uint8Array): Response => {
    if (request.method === "POST" && query.has("uploads")) {
      const id = randomUUID();
      uploads.set(id, {
        key,
        contentType: request.headers.get("content-type") ?? "",
        parts: new Map(),
        begunAt: new Date(),
      });
      return xml(
        `<InitiateMultipartUploadResult><Bucket>${options.bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const id = query.get("uploadId") ?? "";
    const upload = uploads.get(id);
    if (upload === undefined || upload.key !== key) return fault(404, "NoSuchUpload");
    if (request.method === "DELETE") {
      uploads.delete(id);
      return new Response(null, { status: 204 });
    }
    if (request.method === "PUT") {
      const part = store(body, null);
      upload.parts.set(Number(query.get("partNumber")), part);
      return new Response(null, { headers: { etag: part.etag } });
    }
    return complete(id, upload, new TextDecoder().decode(body));
  };

  const complete = (id: string, upload: MultipartUpload, document: string): Response => {
    const wanted = [...document.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => ({
      number: Number(/<PartNumber>(\d+)/.exec(part)?.[1]),
      etag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? "").replaceAll("&quot;", '"'),
    }));
    const parts = wanted.map(({ number, etag }) => {
      const part = upload.parts.get(number);
      return part?.etag === etag ? part : null;
    });
    if (parts.length === 0 || parts.includes(null)) return fault(400, "InvalidPart");
    const bytes = Buffer.concat(parts.flatMap((part) => (part === null ? [] : [part.bytes])));
    const stored = store(bytes, upload.contentType);
    objects.set(upload.key, stored);
    uploads.delete(id);
    return xml(
      `<CompleteMultipartUploadResult><Key>${upload.key}</Key><ETag>${stored.etag}</ETag></CompleteMultipartUploadResult>`,
    );
  };

  const list = (query: URLSearchParams): Response => {
    const after = Buffer.from(query.get("continuation-token") ?? "", "base64").toString();
    const pageSize = Math.min(options.pageSize, Number(query.get("max-keys") ?? 1000));
    const matching = [...objects]
      .filter(([key]) => key.startsWith(query.get("prefix") ?? "") && key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const page = matching.slice(0, pageSize);
    const isTruncated = matching.length > page.length;
    const next = isTruncated ? Buffer.from(page.at(-1)?.[0] ?? "").toString("base64") : null;
    const contents = page.map(
      ([key, { bytes, etag, modifiedAt }]) =>
        `<Contents><Key>${key}</Key><Size>${bytes.byteLength}</Size><ETag>${etag}</ETag><LastModified>${modifiedAt.toISOString()}</LastModified></Contents>`,
    );
    return xml(
      `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated><KeyCount>${page.length}</KeyCount>${
        next === null ? "" : `<NextContinuationToken>${next}</NextContinuationToken>`
      }${contents.join("")}</ListBucketResult>`,
    );
  };

  const listUploads = (query: URLSearchParams): Response => {
    const begun = [...uploads].filter(([, { key }]) => key.startsWith(query.get("prefix") ?? ""));
    const rows = begun.map(
      ([id, { key, begunAt }]) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${begunAt.toISOString()}</Initiated></Upload>`,
    );
    return xml(
      `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${rows.join("")}</ListMultipartUploadsResult>`,
    );
  };

  return {
    url: server.url,
    unfinished: () => uploads.size,
    failWith: (status) => {
      failure = status;
    },
    stall: (isStalled) => {
      stalled?.resolve();
      stalled = isStalled ? Promise.withResolvers() : null;
    },
    close: () => server.close(),
  };
}

function store(bytes: Uint8Array, contentType: string | null): StoredObject {
  const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
  return { bytes, contentType: contentType ?? "binary/octet-stream", etag, modifiedAt: new Date() };
}

function fault(status: number, code: string): Response {
  return xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);
}

function xml(content: string, status = 200): Response {
  const text = `<?xml version="1.0" encoding="UTF-8"?>${content}`;
  return new Response(text, { status, headers: { "content-type": "application/xml" } });
}
