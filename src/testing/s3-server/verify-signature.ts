import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export type SignedRequest = { method: string; url: URL; headers: Headers; body: Uint8Array };
export type Credentials = { accessKeyId: string; secretAccessKey: string };

/**
 * Checks a request against AWS Signature Version 4, in the header or in the address. Written from the published
 * description and not with the SDK's signer, so that a fault of the one is not a fault of the other.
 * @returns the S3 error code, or null where the signature holds.
 */
export function signatureProblem(request: SignedRequest, credentials: Credentials, now = Date.now()): string | null {
  return request.url.searchParams.has("X-Amz-Signature")
    ? presignedProblem(request, credentials, now)
    : headerProblem(request, credentials, now);
}

function headerProblem(request: SignedRequest, credentials: Credentials, now: number): string | null {
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    request.headers.get("authorization") ?? "",
  );
  const [, scope = "", signed = "", signature = ""] = match ?? [];
  if (match === null) return "AccessDenied";
  const at = request.headers.get("x-amz-date") ?? "";
  if (Math.abs(now - timeOf(at)) > 900_000) return "RequestTimeTooSkewed";
  const announced = request.headers.get("x-amz-content-sha256") ?? "";
  if (announced !== "UNSIGNED-PAYLOAD" && announced !== sha256(request.body)) return "XAmzContentSHA256Mismatch";
  if (!signed.split(";").includes("host")) return "AccessDenied";
  return compare({ request, credentials, scope, signed, signature, at, payload: announced });
}

function presignedProblem(request: SignedRequest, credentials: Credentials, now: number): string | null {
  const query = request.url.searchParams;
  const at = query.get("X-Amz-Date") ?? "";
  const seconds = Number(query.get("X-Amz-Expires"));
  if (query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256" || !(seconds > 0 && seconds <= 604_800)) {
    return "AuthorizationQueryParametersError";
  }
  const problem = compare({
    request,
    credentials,
    scope: query.get("X-Amz-Credential") ?? "",
    signed: query.get("X-Amz-SignedHeaders") ?? "",
    signature: query.get("X-Amz-Signature") ?? "",
    at,
    payload: query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
  });
  if (problem !== null) return problem;
  return now >= timeOf(at) + seconds * 1000 ? "AccessDenied" : null;
}

function compare(of: {
  request: SignedRequest;
  credentials: Credentials;
  scope: string;
  signed: string;
  signature: string;
  at: string;
  payload: string;
}): string | null {
  const [accessKeyId, date = "", region = "", service, ending] = of.scope.split("/");
  if (accessKeyId !== of.credentials.accessKeyId) return "InvalidAccessKeyId";
  if (service !== "s3" || ending !== "aws4_request" || !of.at.startsWith(date)) return "AuthorizationHeaderMalformed";
  const { request } = of;
  const names = of.signed.split(";");
  // S3 demands that every x-amz header is signed.
  const unsigned = [...request.headers.keys()].filter((name) => name.startsWith("x-amz-") && !names.includes(name));
  if (unsigned.length > 0) return "AccessDenied";
  const canonical = [
    request.method,
    request.url.pathname,
    canonicalQuery(request.url.searchParams),
    ...names.map((name) => `${name}:${(request.headers.get(name) ?? "").trim().replace(/ +/g, " ")}`),
    "",
    of.signed,
    of.payload,
  ].join("\n");
  const scope = `${date}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", of.at, scope, sha256(Buffer.from(canonical))].join("\n");
  const key = [date, region, "s3", "aws4_request"].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${of.credentials.secretAccessKey}`,
  );
  const wanted = hmac(key, text);
  const given = Buffer.from(of.signature, "hex");
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? null : "SignatureDoesNotMatch";
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `20261120T101500Z` in milliseconds. */
function timeOf(text: string): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
