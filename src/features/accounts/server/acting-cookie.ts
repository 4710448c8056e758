import { createHash, randomBytes } from "node:crypto";

/** The prefix binds the cookie to this host and to https; browsers refuse it over plain http. */
function cookieName(appUrl: string): string {
  return appUrl.startsWith("https://") ? "__Host-counterpart.acting" : "counterpart.acting";
}

/** The secret of a session of acting; null where the request brings none. */
export function actingTokenOf(headers: Headers, appUrl: string): string | null {
  const name = `${cookieName(appUrl)}=`;
  const pair = (headers.get("cookie") ?? "").split(";").find((part) => part.trim().startsWith(name));
  const value = pair?.trim().slice(name.length) ?? "";
  return /^[\w-]{43}$/.test(value) ? value : null;
}

/** 256 random bits. */
export function newActingToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret. It needs no salt: nobody can try 256 random bits. */
export function hashActingToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** The `Set-Cookie` line that gives a browser the secret for so many seconds, or with null takes it away. */
export function actingCookie(appUrl: string, token: string | null, seconds: number): string {
  const secure = appUrl.startsWith("https://") ? "; Secure" : "";
  const age = token === null ? 0 : seconds;
  return `${cookieName(appUrl)}=${token ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}
