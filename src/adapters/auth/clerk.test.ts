import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createClerkKeys, signWithPublicKey, unsigned } from "~/testing/clerk/clerk-keys";
import { type FakeClerk, startFakeClerk } from "~/testing/clerk/clerk-server";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { type AuthScene, describeAuthPort } from "./auth.contract";
import type { AuthPort } from "./auth.port";
import { type ClerkConfig, createClerkAdapter } from "./clerk";

const appUrl = "https://counterpart.example";
let db: TestDatabase;
let clerk: FakeClerk;
let port: AuthPort;

beforeAll(async () => {
  [db, clerk] = await Promise.all([createTestDatabase(), startFakeClerk()]);
  port = createClerkAdapter(configuration());
});
afterAll(async () => {
  await clerk.close();
  await db.close();
});
beforeEach(() => {
  clerk.mood = "well";
  clerk.requests.length = 0;
});

function configuration(): ClerkConfig {
  return {
    pool: db.app,
    appUrl,
    secretKey: clerk.secretKey,
    publishableKey: clerk.publishableKey,
    jwtKey: clerk.keys.publicPem,
    webhookSecret: clerk.webhookSecret,
    apiUrl: clerk.apiUrl,
    timeoutMs: 300,
  };
}

/** What a browser of a production instance sends: the token, and when its client was last changed. */
function browserWith(token: string): Headers {
  return new Headers({ cookie: `theme=dark; __session=${token}; __client_uat=${Math.floor(Date.now() / 1000) - 5}` });
}

function signedInAs(userId: string, origin = appUrl) {
  const { sessionId, token } = clerk.openSession(userId, origin);
  return { sessionId, token, headers: browserWith(token) };
}

const nobodyWithBoth = async (token: string) => {
  expect(await port.identify(browserWith(token))).toBeNull();
  expect(await port.identify(new Headers({ authorization: `Bearer ${token}` }))).toBeNull();
};

const scene: AuthScene = {
  port: () => port,
  async arrive(organizationName) {
    const user = clerk.addUser({ organizationName: organizationName ?? null });
    return { email: user.email ?? "", name: "Mira Okafor", headers: signedInAs(user.id).headers };
  },
  async arriveAgain(person) {
    const user = [...clerk.users.values()].find(({ email }) => email === person.email);
    return signedInAs(user?.id ?? "").headers;
  },
  forge: (headers) =>
    new Headers({ cookie: (headers.get("cookie") ?? "").replace(/(__session=[^.]+\.[^.]+\.).{6}/, "$1AAAAAA") }),
};

describeAuthPort(scene);

describe("a session's token", () => {
  const userId = () => clerk.addUser().id;

  test("is verified without asking Clerk, and the user is fetched once for all who ask at once", async () => {
    const { headers } = signedInAs(userId());
    const seen = await Promise.all(Array.from({ length: 8 }, () => port.identify(headers)));
    expect(new Set(seen.map((identity) => identity?.email)).size).toBe(1);
    await port.identify(headers);
    expect(clerk.requests).toHaveLength(1);
    clerk.mood = "down";
    expect(await port.identify(headers)).not.toBeNull();
  });

  test("may come in a header, for programs, in the cookie of the instance, or in one named after it", async () => {
    const { token } = signedInAs(userId());
    expect(await port.identify(new Headers({ authorization: `Bearer ${token}` }))).not.toBeNull();
    expect(await port.identify(browserWith(token))).not.toBeNull();
    const uat = Math.floor(Date.now() / 1000) - 5;
    const of = createHash("sha1").update(clerk.publishableKey).digest("base64url").slice(0, 8);
    const suffixed = `__session_${of}=${token}; __client_uat_${of}=${uat}; __client_uat=${uat}`;
    expect(await port.identify(new Headers({ cookie: suffixed }))).not.toBeNull();
    expect(await port.identify(new Headers({ authorization: "Basic dXNlcjpwYXNz" }))).toBeNull();
  });

  test("of a development instance counts with the cookie of its browser, and only then", async () => {
    const keys = {
      secretKey: clerk.secretKey.replace("sk_live", "sk_test"),
      publishableKey: clerk.publishableKey.replace("pk_live", "pk_test"),
    };
    const development = createClerkAdapter({ ...configuration(), ...keys });
    const user = clerk.addUser();
    const { token, headers } = signedInAs(user.id);
    // Known already: the stand-in takes no keys but its own.
    await port.identify(headers);
    const uat = Math.floor(Date.now() / 1000) - 5;
    const cookie = `__session=${token}; __client_uat=${uat}`;
    const of = createHash("sha1").update(keys.publishableKey).digest("base64url").slice(0, 8);
    const suffixed = `__session_${of}=${token}; __client_uat_${of}=${uat}; __clerk_db_jwt_${of}=dvb_1; __clerk_db_jwt=dvb_1`;
    expect(await development.identify(new Headers({ cookie: `${cookie}; __clerk_db_jwt=dvb_1` }))).not.toBeNull();
    expect(await development.identify(new Headers({ cookie: suffixed }))).not.toBeNull();
    expect(await development.identify(new Headers({ cookie }))).toBeNull();
  });

  test("of another instance is refused", async () => {
    const other = createClerkKeys();
    const { sessionId } = signedInAs(userId());
    const now = Math.floor(Date.now() / 1000);
    const payload = { azp: appUrl, exp: now + 60, iat: now, nbf: now, sid: sessionId, sub: userId() };
    await nobodyWithBoth(other.sign({ payload }));
  });

  test("made for another site of the same instance, or for none, is refused", async () => {
    const { sessionId } = signedInAs(userId());
    await nobodyWithBoth(clerk.token(sessionId, "https://elsewhere.example"));
    await nobodyWithBoth(clerk.token(sessionId, `${appUrl}.evil.example`));
    await nobodyWithBoth(clerk.token(sessionId, appUrl, { azp: undefined }));
  });

  test("that has expired or is not valid yet is refused, with five seconds between the two clocks", async () => {
    const { sessionId } = signedInAs(userId());
    const now = Math.floor(Date.now() / 1000);
    await nobodyWithBoth(clerk.token(sessionId, appUrl, { exp: now - 10, iat: now - 70, nbf: now - 80 }));
    await nobodyWithBoth(clerk.token(sessionId, appUrl, { nbf: now + 30 }));
    await nobodyWithBoth(clerk.token(sessionId, appUrl, { iat: now + 30 }));
    const slow = clerk.token(sessionId, appUrl, { exp: now - 2, iat: now - 62, nbf: now - 62 });
    expect(await port.identify(new Headers({ authorization: `Bearer ${slow}` }))).not.toBeNull();
    const fast = clerk.token(sessionId, appUrl, { exp: now + 63, iat: now + 3, nbf: now + 3 });
    expect(await port.identify(new Headers({ authorization: `Bearer ${fast}` }))).not.toBeNull();
  });

  test("without a signature, or signed with the public key as a secret, is refused", async () => {
    const { sessionId } = signedInAs(userId());
    const now = Math.floor(Date.now() / 1000);
    const payload = { azp: appUrl, exp: now + 60, iat: now, nbf: now, sid: sessionId, sub: userId() };
    await nobodyWithBoth(unsigned(payload));
    await nobodyWithBoth(signWithPublicKey(clerk.keys.publicPem, payload));
    await nobodyWithBoth(signWithPublicKey(clerk.keys.publicPem.trim(), payload));
  });

  test("that Clerk signed for a third party, and that is of no session, is refused", async () => {
    const { sessionId } = signedInAs(userId());
    await nobodyWithBoth(clerk.token(sessionId, appUrl, { sid: undefined }));
    await nobodyWithBoth(clerk.token(sessionId, appUrl, { sub: undefined }));
  });

  test("of a session that still has something to settle at Clerk is refused", async () => {
    const { sessionId } = signedInAs(userId());
    await nobodyWithBoth(clerk.token(sessionId, appUrl, { sts: "pending" }));
    expect(await port.identify(browserWith(clerk.token(sessionId, appUrl, { sts: "active" })))).not.toBeNull();
  });

  test("older than the browser's last sign-in is refused in a cookie", async () => {
    const { token } = signedInAs(userId());
    const later = Math.floor(Date.now() / 1000) + 30;
    expect(await port.identify(new Headers({ cookie: `__session=${token}; __client_uat=${later}` }))).toBeNull();
    expect(await port.identify(new Headers({ cookie: `__session=${token}; __client_uat=0` }))).toBeNull();
  });
});

describe("while Clerk", () => {
  test.each(["down", "silent", "cut", "nonsense"] as const)(
    "is %s, a person not met before cannot be told: unavailable, not signed out, and the next request asks again",
    async (mood) => {
      const { headers } = signedInAs(clerk.addUser().id);
      clerk.mood = mood;
      await expect(port.identify(headers)).rejects.toMatchObject({
        code: "unavailable",
        details: { retryAfterSeconds: expect.any(Number) },
      });
      await expect(port.probe()).rejects.toThrow();
      clerk.mood = "well";
      expect(await port.identify(headers)).not.toBeNull();
    },
  );

  test("is down, signing out and ending sessions fail aloud instead of ending them here alone", async () => {
    const { headers } = signedInAs(clerk.addUser().id);
    await port.identify(headers);
    clerk.mood = "down";
    await expect(port.signOut(headers)).rejects.toMatchObject({ code: "unavailable" });
    await expect(port.revokeOtherSessions(headers)).rejects.toMatchObject({ code: "unavailable" });
    await expect(port.listSessions(headers)).rejects.toMatchObject({ code: "unavailable" });
    expect(await port.identify(headers)).not.toBeNull();
  });

  test("does not take our key, that is our fault to see and nobody's sign-out", async () => {
    const { headers } = signedInAs(clerk.addUser().id);
    const misconfigured = createClerkAdapter({ ...configuration(), secretKey: "sk_live_another" });
    await expect(misconfigured.identify(headers)).rejects.toMatchObject({ code: "unavailable" });
    await expect(misconfigured.probe()).rejects.toMatchObject({ code: "unavailable" });
  });

  test("signs with another key than the one configured, the probe says so by its name", async () => {
    const misconfigured = createClerkAdapter({ ...configuration(), jwtKey: createClerkKeys().publicPem });
    await expect(misconfigured.probe()).rejects.toThrow(/CLERK_JWT_KEY/);
  });
});

test("a stream outlives its token for as long as Clerk says that the session goes on", async () => {
  const user = clerk.addUser();
  const now = Math.floor(Date.now() / 1000);
  const over = { exp: now - 120, iat: now - 180, nbf: now - 190 };
  const streamOf = (sessionId: string) =>
    new Headers({ authorization: `Bearer ${clerk.token(sessionId, appUrl, over)}` });
  const [one, two, three] = [signedInAs(user.id), signedInAs(user.id), signedInAs(user.id)];
  expect(await port.identify(streamOf(one.sessionId))).toBeNull();
  expect(await port.identifyAgain(streamOf(one.sessionId))).toMatchObject({ subject: user.id });
  clerk.sessions.set(two.sessionId, { id: two.sessionId, userId: user.id, status: "ended", at: 0 });
  expect(await port.identifyAgain(streamOf(two.sessionId))).toBeNull();
  await port.revokeSession(one.sessionId, three.headers);
  expect(await port.identifyAgain(streamOf(one.sessionId))).toBeNull();
  clerk.mood = "down";
  expect(await port.identifyAgain(streamOf(three.sessionId))).not.toBeNull();
});

test("signing out of a page that was left open ends the session, though its token ran out", async () => {
  const { sessionId } = signedInAs(clerk.addUser().id);
  const now = Math.floor(Date.now() / 1000);
  const token = clerk.token(sessionId, appUrl, { exp: now - 600, iat: now - 660, nbf: now - 670 });
  await port.signOut(new Headers({ authorization: `Bearer ${token}` }));
  expect(clerk.sessions.get(sessionId)?.status).toBe("revoked");
  const other = signedInAs(clerk.addUser().id);
  const forged = createClerkKeys().sign({
    payload: { azp: appUrl, exp: now + 60, sid: other.sessionId, sub: "user_1" },
  });
  await port.signOut(new Headers({ authorization: `Bearer ${forged}` }));
  expect(clerk.sessions.get(other.sessionId)?.status).toBe("active");
});

test("signing out everywhere ends every session, however many there are", async () => {
  const user = clerk.addUser();
  const { headers, sessionId } = signedInAs(user.id);
  for (let n = 0; n < 250; n++) clerk.openSession(user.id, appUrl);
  await port.revokeOtherSessions(headers);
  const active = [...clerk.sessions.values()].filter((one) => one.userId === user.id && one.status === "active");
  expect(active.map(({ id }) => id)).toEqual([sessionId]);
});

test("where Clerk ends some sessions and fails for one, those that it ended are over here, and the failure is told", async () => {
  const user = clerk.addUser();
  const [here, ended, stuck] = [signedInAs(user.id), signedInAs(user.id), signedInAs(user.id)];
  for (const { headers } of [ended, stuck]) expect(await port.identify(headers)).not.toBeNull();
  clerk.stuck.add(stuck.sessionId);
  await expect(port.revokeOtherSessions(here.headers)).rejects.toMatchObject({ code: "unavailable" });
  expect(await port.identify(ended.headers)).toBeNull();
  expect(await port.identify(stuck.headers)).not.toBeNull();
  clerk.stuck.clear();
  await port.revokeOtherSessions(here.headers);
  expect(await port.identify(stuck.headers)).toBeNull();
});

test("also with webhooks nothing is believed for longer than a day: a message may have been lost", async () => {
  const user = clerk.addUser();
  const { headers } = signedInAs(user.id);
  await port.identify(headers);
  Object.assign(user, { banned: true, updatedAt: user.updatedAt + 1 });
  expect(await port.identify(headers)).not.toBeNull();
  await db.owner.query("UPDATE clerk_user SET seen_at = now() - interval '25 hours' WHERE id = $1", [user.id]);
  expect(await port.identify(headers)).toBeNull();
});

test("sessions ended long ago are forgotten, also where no messages come", async () => {
  await db.owner.query("INSERT INTO clerk_ended_session VALUES ('sess_of_old', now() - interval '8 days')");
  await port.signOut(signedInAs(clerk.addUser().id).headers);
  const { rows } = await db.owner.query("SELECT id FROM clerk_ended_session WHERE id = 'sess_of_old'");
  expect(rows).toEqual([]);
});

test("a user whom Clerk does not know is nobody, and not for ever", async () => {
  const { headers } = signedInAs("user_unknown");
  expect(await port.identify(headers)).toBeNull();
  clerk.addUser({ id: "user_unknown" });
  expect(await port.identify(headers)).not.toBeNull();
});

test("without webhooks what is known of a user is looked up again, and counts on while Clerk is down", async () => {
  const alone = createClerkAdapter({ ...configuration(), webhookSecret: null, mirrorMs: 0 });
  expect(alone.receiveWebhook).toBeNull();
  const user = clerk.addUser();
  const { headers } = signedInAs(user.id);
  await alone.identify(headers);
  clerk.mood = "down";
  expect(await alone.identify(headers)).not.toBeNull();
  clerk.mood = "well";
  Object.assign(user, { banned: true, updatedAt: user.updatedAt + 1 });
  expect(await alone.identify(headers)).toBeNull();
});

test("an address that was not proved is asked for again soon, without waiting for the message", async () => {
  const user = clerk.addUser({ verified: false });
  const { headers } = signedInAs(user.id);
  expect(await port.identify(headers)).toMatchObject({ emailVerified: false });
  Object.assign(user, { verified: true, updatedAt: user.updatedAt + 1 });
  expect(await port.identify(headers)).toMatchObject({ emailVerified: false });
  await db.owner.query("UPDATE clerk_user SET seen_at = now() - interval '4 seconds' WHERE id = $1", [user.id]);
  expect(await port.identify(headers)).toMatchObject({ emailVerified: true });
});

test("a primary address counts, in small letters, and a user without one has none", async () => {
  const odd = clerk.addUser({ email: "Mira.Okafor@People.Example" });
  expect(await port.identify(signedInAs(odd.id).headers)).toMatchObject({
    email: "mira.okafor@people.example",
    emailVerified: true,
  });
  const silent = clerk.addUser({ email: null });
  expect(await port.identify(signedInAs(silent.id).headers)).toMatchObject({ email: "", emailVerified: false });
});

test("forms for passwords are Clerk's own: ours answer that there is no such page", async () => {
  expect(port.ownsCredentials).toBe(true);
  const person = { email: "a@people.example", password: "correct horse battery" };
  await expect(port.signIn(person, new Headers())).rejects.toMatchObject({ code: "not_found" });
  await expect(port.signUp({ ...person, name: "A", organizationName: null }, new Headers())).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(port.changePassword({ currentPassword: "a", newPassword: "b" }, new Headers())).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a session's device reads like one of our own", async () => {
  const { headers } = signedInAs(clerk.addUser().id);
  const [session] = await port.listSessions(headers);
  expect(session).toMatchObject({ ipAddress: "203.0.113.7", userAgent: "(Macintosh; Mac OS X) Chrome/150.0" });
});

test("where one must have signed in moments ago, a session counts for ten minutes and no longer", async () => {
  const user = clerk.addUser({});
  const { sessionId, headers } = signedInAs(user.id);
  const session = clerk.sessions.get(sessionId);
  if (session === undefined) throw new Error("the session was not opened");
  session.at = Date.now() - 9 * 60_000;
  await expect(port.reauthenticate(null, headers)).resolves.toBeUndefined();
  session.at = Date.now() - 11 * 60_000;
  await expect(port.reauthenticate(null, headers)).rejects.toMatchObject({ code: "reauth_needed" });
  clerk.mood = "down";
  await expect(port.reauthenticate(null, headers)).rejects.toMatchObject({ code: "unavailable" });
});
