import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "~/lib/app-error";
import { assertFileKey } from "./file-key";

/** What one link of the folder allows, all of it signed. */
export type LinkClaims = {
  method: "PUT" | "GET";
  key: string;
  /** In seconds since 1970. */
  expiresAt: number;
  contentType: string;
  /** PUT: the exact number of bytes. GET: 0. */
  size: number;
  /** GET: the name to save under, and whether a browser may show it. */
  fileName: string;
  disposition: "attachment" | "inline";
};

/** Path of the route that the links lead to; the key follows. */
export const linkPath = "/api/files/at";

/** A path of this application, with everything that it allows. */
export function signLink(secret: string, claims: LinkClaims): string {
  assertFileKey(claims.key);
  const query = new URLSearchParams({
    m: claims.method,
    e: String(claims.expiresAt),
    t: claims.contentType,
    n: String(claims.size),
    f: claims.fileName,
    d: claims.disposition,
    s: signatureOf(secret, claims).toString("base64url"),
  });
  return `${linkPath}/${claims.key}?${query}`;
}

/**
 * What the link allows for this method, key and moment. Throws `signature_invalid` where anything of it was changed or it
 * was made for another key, `link_invalid` for another method, `link_expired` when it comes too late.
 */
export function verifyLink(
  secret: string,
  asked: { method: string; key: string; query: URLSearchParams; now: number },
): LinkClaims {
  const { query, key } = asked;
  const method = query.get("m");
  const disposition = query.get("d");
  const claims = {
    key,
    expiresAt: Number(query.get("e")),
    contentType: query.get("t") ?? "",
    size: Number(query.get("n")),
    fileName: query.get("f") ?? "",
  };
  if ((method !== "PUT" && method !== "GET") || (disposition !== "attachment" && disposition !== "inline")) {
    throw unsigned("not a link");
  }
  const full: LinkClaims = { ...claims, method, disposition };
  // Compared as written: what decodes to the same bytes in another spelling is another text.
  const given = Buffer.from(query.get("s") ?? "");
  const wanted = Buffer.from(signatureOf(secret, full).toString("base64url"));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw unsigned("wrong signature");
  if (asked.method !== method) throw new AppError("link_invalid", `made for ${method}`);
  if (asked.now >= full.expiresAt) throw new AppError("link_expired", "the link came too late");
  return full;
}

/** Names what is remembered of a key through whose link something came: of all links to it only one is ever used. */
export function linkId(key: string): string {
  return createHash("sha256").update(`used link\n${key}`).digest("hex");
}

function signatureOf(secret: string, claims: LinkClaims): Buffer {
  // A key of its own: what this secret signs elsewhere is never a link, and the other way round.
  const key = createHmac("sha256", secret).update("counterpart.files.link").digest();
  const { method, key: file, expiresAt, contentType, size, fileName, disposition } = claims;
  return createHmac("sha256", key)
    .update(JSON.stringify([method, file, expiresAt, contentType, size, fileName, disposition]))
    .digest();
}

function unsigned(why: string): AppError {
  return new AppError("signature_invalid", why);
}
