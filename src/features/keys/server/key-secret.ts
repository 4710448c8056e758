import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const PREFIX_CHARS = 16;
const SHAPE = /^osk_([0-9a-z]{16})_[A-Za-z0-9_-]{43}$/;

/** A new key's name in public, and its secret. The secret holds the public part, by which its one row is found. */
export function makeKey(): { publicId: string; secret: string } {
  const prefix = randomPrefix();
  return { publicId: `opk_${prefix}`, secret: secretWith(prefix) };
}

/** Another secret of the same key. */
export function makeSecret(publicId: string): string {
  return secretWith(publicId.slice("opk_".length));
}

/** The public id inside a secret; null for what cannot be one. */
export function publicIdOf(secret: string): string | null {
  const prefix = SHAPE.exec(secret)?.[1];
  return prefix === undefined ? null : `opk_${prefix}`;
}

/**
 * What is kept of a secret. HMAC and not a slow hash: the secret is 32 random bytes, which nobody guesses, and every
 * request pays for it.
 * @param hashKey derived from the installation's secret: a copy of the database alone tells nothing.
 */
export function hashSecret(hashKey: string, secret: string): string {
  return createHmac("sha256", hashKey).update(secret).digest("hex");
}

/** Takes as long for hashes that differ early as for those that differ late. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, "hex"), Buffer.from(b, "hex")];
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right);
}

function secretWith(prefix: string): string {
  return `osk_${prefix}_${randomBytes(32).toString("base64url")}`;
}

function randomPrefix(): string {
  // Twelve bytes have more digits to the base of 36 than are needed: the last ones are the most evenly spread.
  return BigInt(`0x${randomBytes(12).toString("hex")}`)
    .toString(36)
    .padStart(PREFIX_CHARS, "0")
    .slice(-PREFIX_CHARS);
}
