import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import type { Pool } from "pg";
import { AppError } from "~/lib/app-error";
import type { AuthIdentity, AuthPort, AuthSessionInfo, SignedIn } from "./auth.port";
import { createCredentialFlows, isPasswordOf } from "./credential-flows";
import { createSessionSource, embeddedProvider, readSession, sessionCookieName } from "./embedded-session";

export type BetterAuthConfig = { pool: Pool; secret: string; appUrl: string };

const sessionDays = 30;

/** The embedded sign-in: e-mail and password, sessions in our own database. */
export function createBetterAuthAdapter(config: BetterAuthConfig): AuthPort {
  const auth = createAuth(config);

  const hasher = async () => (await auth.$context).password;
  const ownSessions = createSessionSource(config);
  const identify = (headers: Headers) => readSession(config.pool, ownSessions, headers);

  async function requireIdentity(headers: Headers): Promise<AuthIdentity> {
    const identity = await identify(headers);
    if (identity === null) throw new AppError("not_signed_in", "no valid session");
    return identity;
  }

  return {
    provider: embeddedProvider,
    ownsCredentials: false,
    credentials: createCredentialFlows(config.pool, hasher),
    browser: null,
    receiveWebhook: null,
    async probe() {
      await config.pool.query("SELECT FROM auth_session LIMIT 1");
    },
    ownSessions,
    identify,
    identifyAgain: identify,
    async signUp(input, headers) {
      const { organizationName, ...credentials } = input;
      const answer = await translated(() =>
        auth.api.signUpEmail({
          body: { ...credentials, signupOrgName: organizationName ?? undefined },
          headers: withoutSession(headers),
          returnHeaders: true,
        }),
      );
      return signedIn(answer.headers);
    },
    async signIn(input, headers) {
      const answer = await translated(() =>
        auth.api.signInEmail({ body: input, headers: withoutSession(headers), returnHeaders: true }),
      );
      return signedIn(answer.headers);
    },
    async signOut(headers) {
      const answer = await auth.api.signOut({ headers, returnHeaders: true });
      return { setCookie: answer.headers.getSetCookie() };
    },
    async changePassword(input, headers) {
      const { subject } = await requireIdentity(headers);
      const answer = await translated(() =>
        auth.api.changePassword({ body: { ...input, revokeOtherSessions: true }, headers, returnHeaders: true }),
      );
      // Whoever knew the old one may have asked for another address, or for a new password, just before.
      await config.pool.query(
        "DELETE FROM auth_token WHERE user_id = $1 AND purpose <> 'verify_email' AND used_at IS NULL",
        [subject],
      );
      return { setCookie: answer.headers.getSetCookie() };
    },
    async reauthenticate(password, headers) {
      const { subject } = await requireIdentity(headers);
      if (password === null || !(await isPasswordOf(config.pool, hasher, subject, password))) {
        throw new AppError("invalid_credentials", "the password is wrong");
      }
    },
    async listSessions(headers) {
      const identity = await requireIdentity(headers);
      const { rows } = await config.pool.query<SessionRow>(
        `SELECT id, created_at, updated_at, expires_at, ip_address, user_agent FROM auth_session
         WHERE user_id = $1 AND expires_at > now() ORDER BY updated_at DESC LIMIT 100`,
        [identity.subject],
      );
      return rows.map((row) => toSessionInfo(row, identity.sessionId));
    },
    async revokeSession(sessionId, headers) {
      const identity = await requireIdentity(headers);
      // The owner is part of the condition: somebody else's session id deletes nothing.
      await config.pool.query("DELETE FROM auth_session WHERE id = $1 AND user_id = $2", [sessionId, identity.subject]);
    },
    async revokeOtherSessions(headers) {
      const identity = await requireIdentity(headers);
      await config.pool.query("DELETE FROM auth_session WHERE user_id = $1 AND id <> $2", [
        identity.subject,
        identity.sessionId,
      ]);
    },
    async countSessionsOf(subject) {
      const { rows } = await config.pool.query<{ sessions: number }>(
        "SELECT count(*)::int AS sessions FROM auth_session WHERE user_id = $1 AND expires_at > now()",
        [subject],
      );
      return rows[0]?.sessions ?? 0;
    },
    async endSessionsOf(subject) {
      await config.pool.query("DELETE FROM auth_session WHERE user_id = $1", [subject]);
    },
  };

  async function signedIn(answer: Headers): Promise<SignedIn> {
    const setCookie = answer.getSetCookie();
    const cookie = setCookie.map((line) => line.split(";", 1)[0]).join("; ");
    return { identity: await requireIdentity(new Headers({ cookie })), setCookie };
  }
}

function createAuth({ pool, secret, appUrl }: BetterAuthConfig) {
  const secure = appUrl.startsWith("https://");
  return betterAuth({
    database: pool,
    secret,
    baseURL: appUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, minPasswordLength: 12, maxPasswordLength: 200, autoSignIn: true },
    rateLimit: { enabled: false },
    user: {
      modelName: "auth_user",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
      additionalFields: {
        signupOrgName: { type: "string", required: false, input: true, fieldName: "signup_org_name" },
      },
    },
    session: {
      modelName: "auth_session",
      fields: {
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        createdAt: "created_at",
        updatedAt: "updated_at",
        userId: "user_id",
      },
      expiresIn: sessionDays * 24 * 60 * 60,
      disableSessionRefresh: true,
      // Asked of the database each time: a revoked session ends with the next request.
      cookieCache: { enabled: false },
    },
    account: {
      modelName: "auth_account",
      fields: {
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
        userId: "user_id",
      },
    },
    verification: {
      modelName: "auth_verification",
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    advanced: {
      useSecureCookies: false,
      cookies: {
        session_token: { name: sessionCookieName(appUrl) },
      },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", secure, path: "/" },
    },
  });
}

type SessionRow = {
  id: string;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
};

function toSessionInfo(row: SessionRow, currentId: string): AuthSessionInfo {
  return {
    id: row.id,
    current: row.id === currentId,
    createdAt: row.created_at,
    lastSeenAt: row.updated_at,
    expiresAt: row.expires_at,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
  };
}

/** Signing in starts a session of its own: one that the browser brought along is neither read nor kept. */
function withoutSession(headers: Headers): Headers {
  const clean = new Headers(headers);
  clean.delete("cookie");
  return clean;
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    const code = error.body?.code ?? "";
    // It reports a store that does not answer as a fault of its own, without the cause.
    if (error.status === "INTERNAL_SERVER_ERROR") {
      throw new AppError("unavailable", `sign-in failed: ${code}`, { cause: error, details: { retryAfterSeconds: 2 } });
    }
    if (code.startsWith("USER_ALREADY_EXISTS")) throw new AppError("email_taken", code, { cause: error });
    if (code === "INVALID_EMAIL_OR_PASSWORD" || code === "INVALID_PASSWORD" || code === "USER_NOT_FOUND") {
      throw new AppError("invalid_credentials", code, { cause: error });
    }
    if (error.status === "UNAUTHORIZED") throw new AppError("not_signed_in", code, { cause: error });
    throw new AppError("bad_input", `sign-in refused: ${code}`, { cause: error });
  }
}
