import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import type { AuthPort, SignedIn } from "./auth.port";

const password = "correct horse battery";

/** What every sign-in with passwords of its own must do. */
export function describeAuthPort(port: () => AuthPort): void {
  const someone = () => ({
    email: `${randomUUID()}@people.example`,
    password,
    name: "Mira Okafor",
    organizationName: null,
  });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );

  test("signing up starts a session that names the person and the organisation asked for", async () => {
    const person = { ...someone(), organizationName: "Halden Freight" };
    const signedIn = await port().signUp(person, new Headers());
    const identity = await port().identify(headersOf(signedIn));
    expect(identity).toMatchObject({ email: person.email, name: "Mira Okafor", signupOrgName: "Halden Freight" });
    expect(identity?.emailVerified).toBe(false);
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

  test("a session that was signed out, revoked or tampered with is nobody's from the next request", async () => {
    const person = someone();
    const [one, two, three] = [
      await port().signUp(person, new Headers()),
      await port().signIn(person, new Headers()),
      await port().signIn(person, new Headers()),
    ];
    await port().signOut(headersOf(one));
    expect(await port().identify(headersOf(one))).toBeNull();
    await port().revokeSession(two.identity.sessionId, headersOf(three));
    expect(await port().identify(headersOf(two))).toBeNull();
    const forged = new Headers({ cookie: (headersOf(three).get("cookie") ?? "").replace(/=([^;]{6})/, "=AAAAAA") });
    expect(await port().identify(forged)).toBeNull();
    expect(await port().identify(headersOf(three))).not.toBeNull();
  });

  test("nobody can end or list somebody else's sessions", async () => {
    const [mine, theirs] = [
      await port().signUp(someone(), new Headers()),
      await port().signUp(someone(), new Headers()),
    ];
    await port().revokeSession(theirs.identity.sessionId, headersOf(mine));
    expect(await port().identify(headersOf(theirs))).not.toBeNull();
    const listed = await port().listSessions(headersOf(mine));
    expect(listed.map(({ id }) => id)).toEqual([mine.identity.sessionId]);
    expect(listed[0]?.current).toBe(true);
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

  test("a password of fewer than 12 characters is refused", async () => {
    expect(await codeOf(port().signUp({ ...someone(), password: "short" }, new Headers()))).toBe("bad_input");
  });
}

function headersOf({ setCookie }: Pick<SignedIn, "setCookie">): Headers {
  return new Headers({ cookie: setCookie.map((line) => line.split(";", 1)[0]).join("; ") });
}
