import { createHash, createHmac } from "node:crypto";

/**
 * The token of an invitation's link, 43 characters. Made from what the row holds and the application's key, so that it can
 * be told again to whoever copies the link; another generation has another token.
 * @param key in hexadecimal.
 */
export function invitationToken(key: string, invitation: { id: string; generation: number }): string {
  return createHmac("sha256", Buffer.from(key, "hex"))
    .update(`${invitation.id}:${invitation.generation}`)
    .digest("base64url");
}

/** What is kept of a token, and what it is found by: 32 bytes. */
export function hashInvitationToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}

export function invitationUrl(appUrl: string, token: string): string {
  return new URL(`/invite/${token}`, appUrl).href;
}
