import { createHmac } from "node:crypto";

/**
 * A key for one purpose out of the installation's secret: whoever learns one of them learns neither the secret nor
 * another. In hexadecimal, 32 bytes.
 */
export function derivedKey(secret: string, purpose: string): string {
  return createHmac("sha256", secret).update(`counterpart: ${purpose}`).digest("hex");
}
