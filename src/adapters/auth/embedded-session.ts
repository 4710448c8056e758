import { createHmac, timingSafeEqual } from "node:crypto";
import type { Pool } from "pg";
import { AppError } from "~/lib/app-error";
import type { AuthIdentity } from "./auth.port";

export const embeddedProvider = "embedded";

/** The prefix binds the cookie to this host and to https; browsers refuse it over plain http. */
export function sessionCookieName(appUrl: string): string {
  return appUrl.startsWith("https://") ? "__Host-counterpart.session" : "counterpart.session";
}

type SessionRow = {
  session_id: string;
  expires_at: Date;
  subject: string;
  email: string;
  email_verified: boolean;
  name: string;
  signup_org_name: string | null;
};

const findSession = {
  name: "auth-session",
  text: `SELECT s.id AS session_id, s.expires_at, u.id AS subject, u.email, u.email_verified, u.name, u.signup_org_name
         FROM auth_session s JOIN auth_user u ON u.id = s.user_id
         WHERE s.token = $1 AND s.expires_at > now()`,
};

/**
 * Reads the valid session of a request's cookie, in one statement. Every request asks this, and the library's own
 * look-up costs it three milliseconds (docs/decisions/0010); the cookie itself is the library's, signed by it.
 * Rejects with `unavailable` where the store does not answer.
 */
export async function readSession(
  pool: Pool,
  cookie: { name: string; secret: string },
  headers: Headers,
): Promise<AuthIdentity | null> {
  const token = signedCookie(headers.get("cookie") ?? "", cookie.name, cookie.secret);
  if (token === null) return null;
  const { rows } = await pool.query<SessionRow>({ ...findSession, values: [token] }).catch((cause: unknown) => {
    throw new AppError("unavailable", "the session store does not answer", {
      details: { retryAfterSeconds: 2 },
      cause,
    });
  });
  const row = rows[0];
  if (row === undefined) return null;
  return {
    provider: embeddedProvider,
    subject: row.subject,
    sessionId: row.session_id,
    email: row.email.toLowerCase(),
    emailVerified: row.email_verified,
    name: row.name,
    expiresAt: row.expires_at,
    signupOrgName: row.signup_org_name,
  };
}

/**
 * The value of a cookie that the library signed: `value.signature`, percent-encoded, where the signature is the
 * base64 HMAC-SHA256 of the value under the secret. Null without the cookie, or where the signature is another.
 */
export function signedCookie(header: string, name: string, secret: string): string | null {
  const raw = header
    .split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (raw === undefined) return null;
  const signed = decoded(raw);
  const dot = signed.lastIndexOf(".");
  if (dot < 1) return null;
  const value = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1));
  const expected = Buffer.from(createHmac("sha256", secret).update(value).digest("base64"));
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null;
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return "";
  }
}
