import { createHmac, timingSafeEqual } from "node:crypto";
import type { Pool } from "pg";
import { AppError } from "~/lib/app-error";
import type { AuthIdentity, SessionRow, SessionSource } from "./auth.port";

export const embeddedProvider = "embedded";

/** The prefix binds the cookie to this host and to https; browsers refuse it over plain http. */
export function sessionCookieName(appUrl: string): string {
  return appUrl.startsWith("https://") ? "__Host-counterpart.session" : "counterpart.session";
}

/** The embedded provider's sessions: a cookie that the library signed, and the session that it names. */
export function createSessionSource(config: { appUrl: string; secret: string }): SessionSource {
  const name = sessionCookieName(config.appUrl);
  return {
    keyOf: (headers) => signedCookie(headers.get("cookie") ?? "", name, config.secret),
    query: `SELECT s.id AS session_id, s.expires_at, u.id AS subject, u.email, u.email_verified, u.name, u.signup_org_name
            FROM auth_session s JOIN auth_user u ON u.id = s.user_id
            WHERE s.token = $1 AND s.expires_at > now()`,
    toIdentity: (row) => ({
      provider: embeddedProvider,
      subject: row.subject,
      sessionId: row.session_id,
      email: row.email.toLowerCase(),
      emailVerified: row.email_verified,
      name: row.name,
      expiresAt: row.expires_at,
      signupOrgName: row.signup_org_name,
    }),
  };
}

/**
 * Reads the valid session of a request, in one statement. The library's own look-up takes three milliseconds
 * (docs/decisions/0010). Rejects with `unavailable` where the store does not answer.
 */
export async function readSession(pool: Pool, source: SessionSource, headers: Headers): Promise<AuthIdentity | null> {
  const key = source.keyOf(headers);
  if (key === null) return null;
  const { rows } = await pool
    .query<SessionRow>({ name: "auth-session", text: source.query, values: [key] })
    .catch((cause: unknown) => {
      throw new AppError("unavailable", "the session store does not answer", {
        details: { retryAfterSeconds: 2 },
        cause,
      });
    });
  const row = rows[0];
  return row === undefined ? null : source.toIdentity(row);
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
