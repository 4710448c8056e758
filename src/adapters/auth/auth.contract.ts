import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import type { AuthPort, SignedIn } from "./auth.port";

const password = "correct horse battery";

/** How a provider's people come to a browser with a session; each provider does it in its own way. */
export type AuthScene = {
  port(): AuthPort;
  /** Somebody new signs up. Answers with the headers that their browser sends from now on. */
  arrive(organizationName?: string): Promise<Arrived>;
  /** The same person signs in with another browser. */
  arriveAgain(person: Arrived): Promise<Headers>;
  /** The same headers with another signature under the session. */
  forge(headers: Headers): Headers;
};

export type Arrived = { email: string; name: string; headers: Headers };

/** What every sign-in must do, whoever holds the passwords. */
export function describeAuthPort(scene: AuthScene): void {
  const port = () => scene.port();
  const session = async (headers: Headers) => {
    const identity = await port().identify(headers);
    if (identity === null) throw new Error("the session should have been valid");
    return identity;
  };

  test("signing up starts a session that names the person and the organisation asked for", async () => {
    const person = await scene.arrive("Halden Freight");
    const identity = await session(person.headers);
    expect(identity).toMatchObject({
      provider: port().provider,
      email: person.email,
      name: person.name,
      signupOrgName: "Halden Freight",
    });
    expect(identity.expiresAt.getTime()).toBeGreaterThan(Date.now());
    expect((await session((await scene.arrive()).headers)).signupOrgName).toBeNull();
  });

  test("two browsers of one person are one subject with two sessions", async () => {
    const person = await scene.arrive();
    const [here, there] = [await session(person.headers), await session(await scene.arriveAgain(person))];
    expect(there.subject).toBe(here.subject);
    expect(there.sessionId).not.toBe(here.sessionId);
  });

  test("a request without a session, or with rubbish for one, is nobody's", async () => {
    expect(await port().identify(new Headers())).toBeNull();
    const { headers } = await scene.arrive();
    for (const rubbish of ["", "=", "%00", "null", "a.b.c", "é".repeat(50), "x".repeat(5_000)]) {
      const cookie = (headers.get("cookie") ?? "").replace(/=[^;]*/g, `=${encodeURIComponent(rubbish)}`);
      expect(await port().identify(new Headers({ cookie }))).toBeNull();
      expect(await port().identify(new Headers({ authorization: `Bearer ${encodeURIComponent(rubbish)}` }))).toBeNull();
    }
  });

  test("a session that was signed out, revoked or tampered with is nobody's from the next request", async () => {
    const person = await scene.arrive();
    const [one, two, three] = [person.headers, await scene.arriveAgain(person), await scene.arriveAgain(person)];
    await port().signOut(one);
    expect(await port().identify(one)).toBeNull();
    await port().revokeSession((await session(two)).sessionId, three);
    expect(await port().identify(two)).toBeNull();
    expect(await port().identify(scene.forge(three))).toBeNull();
    expect(await port().identify(three)).not.toBeNull();
  });

  test("a stream that was let in goes on until its session ends, and no longer", async () => {
    const person = await scene.arrive();
    const other = await scene.arriveAgain(person);
    expect(await port().identifyAgain(other)).toMatchObject({ email: person.email });
    await port().revokeOtherSessions(person.headers);
    expect(await port().identifyAgain(other)).toBeNull();
    expect(await port().identifyAgain(scene.forge(person.headers))).toBeNull();
    expect(await port().identifyAgain(new Headers())).toBeNull();
    expect(await port().identifyAgain(person.headers)).not.toBeNull();
  });

  test("signing out takes the session's cookies away, and is harmless without a session", async () => {
    const { headers } = await scene.arrive();
    const { setCookie } = await port().signOut(headers);
    const names = (headers.get("cookie") ?? "").split("; ").map((pair) => pair.split("=", 1)[0] ?? "");
    const cleared = setCookie.filter((line) => /Max-Age=0/i.test(line)).map((line) => line.split("=", 1)[0]);
    expect(cleared).toEqual(expect.arrayContaining(names.filter((name) => name.includes("session"))));
    await expect(port().signOut(new Headers())).resolves.toBeDefined();
    await expect(port().signOut(headers)).resolves.toBeDefined();
  });

  test("signing out everywhere else ends every other session and keeps this one", async () => {
    const person = await scene.arrive();
    const others = [await scene.arriveAgain(person), await scene.arriveAgain(person)];
    await port().revokeOtherSessions(person.headers);
    for (const other of others) expect(await port().identify(other)).toBeNull();
    expect((await port().listSessions(person.headers)).map(({ current }) => current)).toEqual([true]);
  });

  test("nobody can end or list somebody else's sessions", async () => {
    const [mine, theirs] = [await scene.arrive(), await scene.arrive()];
    const [myId, theirId] = [(await session(mine.headers)).sessionId, (await session(theirs.headers)).sessionId];
    await port().revokeSession(theirId, mine.headers);
    await port().revokeSession("no-such-session", mine.headers);
    await port().revokeOtherSessions(mine.headers);
    expect(await port().identify(theirs.headers)).not.toBeNull();
    const listed = await port().listSessions(mine.headers);
    expect(listed.map(({ id }) => id)).toEqual([myId]);
    expect(listed[0]?.current).toBe(true);
  });

  test("whoever runs the platform counts somebody's sessions and ends all of them, and nobody else's", async () => {
    const [person, other] = [await scene.arrive(), await scene.arrive()];
    const browsers = [person.headers, await scene.arriveAgain(person), await scene.arriveAgain(person)];
    const { subject } = await session(person.headers);
    expect(await port().countSessionsOf(subject)).toBe(3);
    await port().endSessionsOf(subject);
    for (const headers of browsers) {
      expect(await port().identify(headers)).toBeNull();
      expect(await port().identifyAgain(headers)).toBeNull();
    }
    expect(await port().countSessionsOf(subject)).toBe(0);
    expect(await port().identify(other.headers)).not.toBeNull();
    await expect(port().endSessionsOf(subject)).resolves.toBeUndefined();
    await expect(port().endSessionsOf("nobody")).resolves.toBeUndefined();
    expect(await port().countSessionsOf("nobody")).toBe(0);
  });

  test("sessions are listed and ended with a valid session only", async () => {
    const { headers } = await scene.arrive();
    const forged = scene.forge(headers);
    expect(await codeOf(port().listSessions(forged))).toBe("not_signed_in");
    expect(await codeOf(port().revokeSession("any", forged))).toBe("not_signed_in");
    expect(await codeOf(port().revokeOtherSessions(forged))).toBe("not_signed_in");
  });

  test("the provider answers when it is asked whether it works", async () => {
    await expect(port().probe()).resolves.toBeUndefined();
  });
}

/** What a sign-in with passwords of its own must do besides (`ownsCredentials` false: our pages, our mails). */
export function describeOwnCredentials(port: () => AuthPort): void {
  const someone = () => ({
    email: `${randomUUID()}@people.example`,
    password,
    name: "Mira Okafor",
    organizationName: null,
  });

  test("an address is unverified until its owner proves it", async () => {
    const { identity } = await port().signUp(someone(), new Headers());
    expect(identity.emailVerified).toBe(false);
  });

  test("the cookie of a session is closed to scripts and to other sites", async () => {
    const { setCookie } = await port().signUp(someone(), new Headers());
    const line = setCookie.find((cookie) => cookie.includes("session="));
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).toMatch(/Path=\//i);
  });

  test("an address has one account, in whatever letters it is written", async () => {
    const person = someone();
    await port().signUp(person, new Headers());
    expect(await codeOf(port().signUp({ ...person, email: person.email.toUpperCase() }, new Headers()))).toBe(
      "email_taken",
    );
  });

  test("a wrong password and an unknown address are refused alike", async () => {
    const person = someone();
    await port().signUp(person, new Headers());
    expect(await codeOf(port().signIn({ email: person.email, password: "wrong password here" }, new Headers()))).toBe(
      "invalid_credentials",
    );
    expect(await codeOf(port().signIn({ email: "nobody@people.example", password }, new Headers()))).toBe(
      "invalid_credentials",
    );
  });

  test("signing in never takes over a session that the browser brought along", async () => {
    const person = someone();
    const first = await port().signUp(person, new Headers());
    const second = await port().signIn(person, headersOf(first));
    expect(second.identity.sessionId).not.toBe(first.identity.sessionId);
  });

  test("changing the password needs the old one, ends the other sessions and keeps this one", async () => {
    const person = someone();
    const here = await port().signUp(person, new Headers());
    const elsewhere = await port().signIn(person, new Headers());
    const change = { currentPassword: "not the password", newPassword: "another long password" };
    expect(await codeOf(port().changePassword(change, headersOf(here)))).toBe("invalid_credentials");
    const changed = await port().changePassword({ ...change, currentPassword: password }, headersOf(here));
    expect(await port().identify(headersOf(elsewhere))).toBeNull();
    expect(await port().identify(headersOf(changed))).not.toBeNull();
    expect(await codeOf(port().signIn(person, new Headers()))).toBe("invalid_credentials");
    expect((await port().signIn({ ...person, password: "another long password" }, new Headers())).identity.email).toBe(
      person.email,
    );
  });

  test("a session alone is not enough where the password is asked for once more", async () => {
    const person = someone();
    const here = headersOf(await port().signUp(person, new Headers()));
    await expect(port().reauthenticate(password, here)).resolves.toBeUndefined();
    expect(await codeOf(port().reauthenticate("not the password", here))).toBe("invalid_credentials");
    expect(await codeOf(port().reauthenticate(null, here))).toBe("invalid_credentials");
    expect(await codeOf(port().reauthenticate(password, new Headers()))).toBe("not_signed_in");
  });

  test("a password of fewer than 12 characters is refused", async () => {
    expect(await codeOf(port().signUp({ ...someone(), password: "short" }, new Headers()))).toBe("bad_input");
  });
}

/** The scene of a provider whose sign-up and sign-in are methods of the port. */
export function sceneWithPasswords(port: () => AuthPort): AuthScene {
  return {
    port,
    async arrive(organizationName) {
      const person = { email: `${randomUUID()}@people.example`, name: "Mira Okafor" };
      const signedIn = await port().signUp(
        { ...person, password, organizationName: organizationName ?? null },
        new Headers(),
      );
      return { ...person, headers: headersOf(signedIn) };
    },
    arriveAgain: async ({ email }) => headersOf(await port().signIn({ email, password }, new Headers())),
    forge: (headers) => new Headers({ cookie: (headers.get("cookie") ?? "").replace(/=([^;]{6})/, "=AAAAAA") }),
  };
}

function headersOf({ setCookie }: Pick<SignedIn, "setCookie">): Headers {
  return new Headers({ cookie: setCookie.map((line) => line.split(";", 1)[0]).join("; ") });
}

function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}
