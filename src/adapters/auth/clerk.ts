import { createClerkClient, type Session } from "@clerk/backend";
import type { Pool } from "pg";
import { AppError } from "~/lib/app-error";
import type { AuthIdentity, AuthPort, AuthSessionInfo } from "./auth.port";
import { askClerk } from "./clerk-calls";
import { createLiveSessions } from "./clerk-live-sessions";
import { assertClerkAnswers } from "./clerk-probe";
import { readClerkUser } from "./clerk-records";
import { clearedCookies, type SessionClaims, sessionRequest, toSessionClaims, userAgentOf } from "./clerk-session";
import { endClerkSessions, keepClerkUser, readClerkSession, type StoredClerkUser, tidyClerkStore } from "./clerk-store";
import { clerkWebhook } from "./clerk-webhook";

export type ClerkConfig = {
  pool: Pool;
  appUrl: string;
  secretKey: string;
  publishableKey: string;
  /** Public key of the instance, PEM. */
  jwtKey: string;
  webhookSecret: string | null;
  apiUrl: string;
  /** Most that one call of Clerk's API may take. */
  timeoutMs?: number;
  /** How long what is known of a user counts: a few minutes without webhooks, which tell of a change, and a day with them. */
  mirrorMs?: number;
};

const provider = "clerk";
/** Between Clerk's clock and ours. */
const clockSkewInMs = 5_000;
const sessionsListed = 100;
/** Nobody has more sessions than on so many pages. */
const sessionPages = 50;
const unprovedMs = 3_000;
/** A message may be lost: while this installation was away, or before its secret was set. */
const longestMirroredMs = 24 * 60 * 60_000;
/** Ended at a time, so as not to be refused for asking too fast. */
const endedAtOnce = 10;
/** Who signed in within this time need not do it again. */
const youngMs = 10 * 60_000;
/** Longest that one request is answered. */
const streamsLastMs = 24 * 60 * 60_000;

/**
 * Clerk, replacing the embedded sign-in: it has the passwords, the addresses and the sessions. A session's
 * token is verified here, without the network; it names only a subject, so the user is fetched once and
 * kept, and webhooks keep that true. A token outlives its session by up to its own minute, unless a
 * webhook or we ourselves ended the session.
 */
export function createClerkAdapter(config: ClerkConfig): AuthPort {
  const clerk = createClerkClient({
    secretKey: config.secretKey,
    publishableKey: config.publishableKey,
    apiUrl: config.apiUrl,
    telemetry: { disabled: true },
  });
  const timeoutMs = config.timeoutMs ?? 5_000;
  const call = <T>(work: () => Promise<T>) => askClerk(work, timeoutMs);
  const mirrorMs = config.mirrorMs ?? (config.webhookSecret === null ? 5 * 60_000 : longestMirroredMs);
  const liveSessions = createLiveSessions(async (id) => {
    const session = await call(() => clerk.sessions.getSession(id));
    return session?.status === "active";
  });
  const fetching = new Map<string, Promise<StoredClerkUser | null>>();

  async function verify(headers: Headers, lateByMs = clockSkewInMs): Promise<SessionClaims | null> {
    const request = sessionRequest(headers, config.appUrl);
    if (request === null) return null;
    const state = await clerk.authenticateRequest(request, {
      jwtKey: config.jwtKey,
      // A token made for another site of the same instance opens nothing here.
      authorizedParties: [new URL(config.appUrl).origin],
      clockSkewInMs: lateByMs,
      acceptsToken: "session_token",
    });
    return state.isAuthenticated ? toSessionClaims(state.toAuth().sessionClaims) : null;
  }

  async function identify(headers: Headers): Promise<AuthIdentity | null> {
    const claims = await verify(headers);
    return claims === null ? null : identityOf(claims);
  }

  async function identifyAgain(headers: Headers): Promise<AuthIdentity | null> {
    const claims = await verify(headers, streamsLastMs);
    if (claims === null) return null;
    // The token is over by now. Whether the session is too, Clerk says, at most once a minute.
    const isFresh = claims.exp * 1000 + clockSkewInMs > Date.now();
    return isFresh || (await liveSessions.has(claims.sid)) ? identityOf(claims) : null;
  }

  async function identityOf(claims: SessionClaims): Promise<AuthIdentity | null> {
    const known = await readClerkSession(config.pool, claims.sub, claims.sid);
    if (known.isEnded) return null;
    const user = isFresh(known.user) ? known.user : await fetchUser(claims.sub, known.user);
    return user?.state === "active" ? toIdentity(user, claims) : null;
  }

  function isFresh(user: StoredClerkUser | null): user is StoredClerkUser {
    if (user === null) return false;
    // Whoever waits to be let in has just proved the address, perhaps, and the message of it is on its way.
    const goodForMs = user.emailVerified ? mirrorMs : Math.min(mirrorMs, unprovedMs);
    return user.state === "deleted" || Date.now() - user.seenAt.getTime() < goodForMs;
  }

  /** Once for all who ask at the same moment. What was known before counts on while Clerk does not answer. */
  function fetchUser(id: string, before: StoredClerkUser | null): Promise<StoredClerkUser | null> {
    const already = fetching.get(id);
    if (already !== undefined) return already;
    const work = readFromClerk(id)
      .catch((error: unknown) => {
        if (before === null) throw error;
        return before;
      })
      .finally(() => fetching.delete(id));
    fetching.set(id, work);
    return work;
  }

  async function readFromClerk(id: string): Promise<StoredClerkUser | null> {
    const found = await call(() => clerk.users.getUser(id));
    // A key of another instance knows nobody either, so a user who is not found is not buried: only a webhook does that.
    if (found === null) return null;
    const record = readClerkUser(found.raw);
    if (record === null || record.id !== id) throw new AppError("unavailable", "Clerk's answer is no user", retrySoon);
    const kept = await keepClerkUser(config.pool, record);
    return kept ?? (await readClerkSession(config.pool, id, "")).user;
  }

  async function requireIdentity(headers: Headers): Promise<AuthIdentity> {
    const identity = await identify(headers);
    if (identity === null) throw new AppError("not_signed_in", "no valid session");
    return identity;
  }

  /** A list comes in pages. */
  async function activeSessions(userId: string) {
    const sessions: Session[] = [];
    for (let page = 0; page < sessionPages; page++) {
      const place = { limit: sessionsListed, offset: page * sessionsListed };
      const found =
        (await call(() => clerk.sessions.getSessionList({ userId, status: "active", ...place })))?.data ?? [];
      sessions.push(...found.filter((session) => session.userId === userId && session.status === "active"));
      if (found.length < sessionsListed) break;
    }
    return sessions;
  }

  /**
   * At Clerk first: what is ended here alone would come back with Clerk's next token and be nobody's for ever. What
   * Clerk did end is over here too, also where it did not end them all.
   */
  async function endSessions(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += endedAtOnce) {
      const some = ids.slice(start, start + endedAtOnce);
      const answers = await Promise.allSettled(some.map((id) => call(() => clerk.sessions.revokeSession(id))));
      const ended = some.filter((_, index) => answers[index]?.status === "fulfilled");
      await endClerkSessions(config.pool, ended);
      const failed = answers.find((answer) => answer.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    }
    // Messages do it as well; without a secret there are none.
    await tidyClerkStore(config.pool).catch(() => undefined);
  }

  return {
    provider,
    ownsCredentials: true,
    credentials: null,
    browser: { kind: "clerk", publishableKey: config.publishableKey },
    receiveWebhook: config.webhookSecret === null ? null : clerkWebhook(config.pool, config.webhookSecret),
    probe: () => assertClerkAnswers(clerk, config.jwtKey, call),
    identify,
    identifyAgain,
    signUp: ofClerk,
    signIn: ofClerk,
    changePassword: ofClerk,
    async reauthenticate(_password, headers) {
      const { sessionId } = await requireIdentity(headers);
      const session = await call(() => clerk.sessions.getSession(sessionId));
      // What Clerk does not know of counts as old.
      const ageMs = session?.status === "active" ? Date.now() - session.createdAt : Number.POSITIVE_INFINITY;
      if (!(ageMs < youngMs)) throw new AppError("reauth_needed", "the session is too old for this");
    },
    async signOut(headers) {
      // The token may have run out while the page was left open: it still names the session that is to end.
      const claims = await verify(headers, streamsLastMs);
      if (claims !== null) await endSessions([claims.sid]);
      return { setCookie: clearedCookies(headers) };
    },
    async listSessions(headers) {
      const identity = await requireIdentity(headers);
      return (await activeSessions(identity.subject)).map(
        (session): AuthSessionInfo => ({
          id: session.id,
          current: session.id === identity.sessionId,
          createdAt: new Date(session.createdAt),
          lastSeenAt: new Date(session.lastActiveAt),
          expiresAt: new Date(session.expireAt),
          ipAddress: session.latestActivity?.ipAddress ?? null,
          userAgent: userAgentOf(session.latestActivity),
        }),
      );
    },
    async revokeSession(sessionId, headers) {
      const identity = await requireIdentity(headers);
      // Clerk would end anybody's session for our key: whose it is has to be asked first.
      const session = await call(() => clerk.sessions.getSession(sessionId));
      if (session?.userId === identity.subject && session.status === "active") await endSessions([session.id]);
    },
    async revokeOtherSessions(headers) {
      const identity = await requireIdentity(headers);
      const sessions = await activeSessions(identity.subject);
      await endSessions(sessions.map(({ id }) => id).filter((id) => id !== identity.sessionId));
    },
    countSessionsOf: async (subject) => (await activeSessions(subject)).length,
    async endSessionsOf(subject) {
      await endSessions((await activeSessions(subject)).map(({ id }) => id));
    },
  };
}

const retrySoon = { details: { retryAfterSeconds: 2 } };

function ofClerk(): Promise<never> {
  return Promise.reject(new AppError("not_found", "Clerk's own pages do this", { details: { what: "page" } }));
}

function toIdentity(user: StoredClerkUser, claims: SessionClaims): AuthIdentity {
  return {
    provider,
    subject: user.id,
    sessionId: claims.sid,
    email: user.email ?? "",
    emailVerified: user.emailVerified,
    name: user.name,
    expiresAt: new Date(claims.exp * 1000),
    signupOrgName: user.signupOrgName,
  };
}
