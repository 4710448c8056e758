import { createHash } from "node:crypto";

/** A short mark of a request's content: the same request gets the same mark, another one another. */
export function fingerprintOf(...parts: unknown[]): string {
  const text = JSON.stringify(parts, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return createHash("sha256").update(value).digest("base64");
    return value;
  });
  return createHash("sha256").update(text).digest("base64url");
}
