import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import type { AuthPort, SignedIn } from "./auth.port";
import type { CredentialFlows, FlowPerson, MailLink } from "./credential-flows.port";

const password = "correct horse battery";
const newPassword = "another long password";

/** A sign-in whose flows by mail are under test. `age` makes every link so much older, in seconds. */
export type FlowScene = { port(): AuthPort; age(seconds: number): Promise<void>; stored(): Promise<string> };

/** What links in mails must do, whoever keeps the passwords behind them. */
export function describeCredentialFlows(scene: FlowScene): void {
  const port = () => scene.port();
  const flows = (): CredentialFlows => {
    const { credentials } = port();
    if (credentials === null) throw new Error("this sign-in has no flows of its own");
    return credentials;
  };
  const arrive = async () => {
    const person = { email: `${randomUUID()}@people.example`, password, name: "Mira Okafor" };
    const signedIn = await port().signUp({ ...person, organizationName: null }, new Headers());
    return { ...person, headers: headersOf(signedIn), subject: signedIn.identity.subject };
  };
  const nothing = async () => undefined;
  const linkOf = async (ask: (take: (tx: unknown, link: MailLink) => Promise<void>) => Promise<void>) => {
    const links: MailLink[] = [];
    await ask(async (_tx, link) => void links.push(link));
    return links[0] ?? null;
  };
  const resetLink = (email: string) => linkOf((take) => flows().requestPasswordReset(email, take));
  const verifyLink = (subject: string) => linkOf((take) => flows().requestEmailVerification(subject, take));
  const changeLink = (subject: string, newEmail: string) =>
    linkOf((take) => flows().requestEmailChange({ subject, newEmail, currentPassword: password }, take));
  const reset = (link: MailLink | null) => flows().resetPassword({ token: link?.token ?? "", newPassword }, nothing);
  const confirm = (
    { subject }: { subject: string },
    link: MailLink | null,
    alongside: (tx: unknown, found: FlowPerson) => Promise<void> = nothing,
  ) => flows().confirmEmail({ token: link?.token ?? "", subject }, alongside);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  const signInWith = (email: string, words: string) => codeOf(port().signIn({ email, password: words }, new Headers()));

  test("a link sets the password, ends every session and proves the address", async () => {
    const person = await arrive();
    const link = await resetLink(person.email);
    expect(link).toMatchObject({ to: person.email, email: person.email, name: person.name, subject: person.subject });
    await reset(link);
    expect(await port().identify(person.headers)).toBeNull();
    expect(await signInWith(person.email, password)).toBe("invalid_credentials");
    const again = await port().signIn({ email: person.email, password: newPassword }, new Headers());
    expect(again.identity.emailVerified).toBe(true);
  });

  test("a changed password takes back what was asked for with the one before", async () => {
    const person = await arrive();
    const [change, forgotten] = [
      await changeLink(person.subject, `${randomUUID()}@people.example`),
      await resetLink(person.email),
    ];
    const verify = await verifyLink(person.subject);
    await port().changePassword({ currentPassword: password, newPassword }, person.headers);
    expect(await codeOf(confirm(person, change))).toBe("mail_link_unusable");
    expect(await codeOf(reset(forgotten))).toBe("mail_link_unusable");
    expect(await codeOf(confirm(person, verify))).toBe("no error");
  });

  test("a link works once, also when it is used four times at once", async () => {
    const link = await resetLink((await arrive()).email);
    const codes = await Promise.all(Array.from({ length: 4 }, () => codeOf(reset(link))));
    expect(codes.filter((code) => code === "no error")).toHaveLength(1);
    expect(codes.filter((code) => code === "mail_link_unusable")).toHaveLength(3);
  });

  test("a link that is used after its time, or for something else, opens nothing", async () => {
    const person = await arrive();
    const late = await resetLink(person.email);
    await scene.age(3_601);
    expect(await codeOf(reset(late))).toBe("mail_link_unusable");
    const link = await resetLink(person.email);
    expect(await codeOf(confirm(person, link))).toBe("mail_link_unusable");
    expect(await codeOf(reset(await verifyLink(person.subject)))).toBe("mail_link_unusable");
    expect(await codeOf(reset(link))).toBe("no error");
  });

  test("made-up links open nothing, and what is stored opens nothing either", async () => {
    const link = await resetLink((await arrive()).email);
    const token = link?.token ?? "";
    expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
    expect(await scene.stored()).not.toContain(token);
    for (const wrong of ["", "x", `${token}x`, token.slice(0, -1), token.toLowerCase(), "x".repeat(100_000)]) {
      const code = await codeOf(flows().resetPassword({ token: wrong, newPassword }, nothing));
      expect(code).toBe("mail_link_unusable");
    }
  });

  test("an unknown address gets no link and no error; a known one a few an hour", async () => {
    expect(await resetLink("nobody@people.example")).toBeNull();
    const { email } = await arrive();
    const links = [];
    for (let n = 0; n < 8; n++) links.push(await resetLink(email));
    expect(links.filter((link) => link !== null)).toHaveLength(5);
  });

  test("a password that is too short is refused, and the link still works", async () => {
    const link = await resetLink((await arrive()).email);
    const short = flows().resetPassword({ token: link?.token ?? "", newPassword: "short" }, nothing);
    expect(await codeOf(short)).toBe("bad_input");
    expect(await codeOf(reset(link))).toBe("no error");
  });

  test("where what belongs to it fails, nothing has happened and the link still works", async () => {
    const person = await arrive();
    const link = await resetLink(person.email);
    const broken = flows().resetPassword({ token: link?.token ?? "", newPassword }, () =>
      Promise.reject(new Error("the mail could not be queued")),
    );
    expect(await codeOf(broken)).toMatch(/could not be queued/);
    expect(await port().identify(person.headers)).not.toBeNull();
    expect(await signInWith(person.email, password)).toBe("no error");
    expect(await codeOf(reset(link))).toBe("no error");
  });

  test("proving the address is seen at once, needs doing once, and has a limit", async () => {
    const person = await arrive();
    const link = await verifyLink(person.subject);
    await confirm(person, link);
    expect((await port().identify(person.headers))?.emailVerified).toBe(true);
    expect(await codeOf(confirm(person, link))).toBe("mail_link_unusable");
    expect(await verifyLink(person.subject)).toBeNull();
    const other = await arrive();
    for (let n = 0; n < 5; n++) expect(await verifyLink(other.subject)).not.toBeNull();
    await expect(verifyLink(other.subject)).rejects.toMatchObject({
      code: "too_many_attempts",
      details: { retryAfterSeconds: expect.any(Number) },
    });
  });

  test("a link proves nothing for whoever is signed in as somebody else, and stays good for its own account", async () => {
    const [mine, theirs] = [await arrive(), await arrive()];
    const newEmail = `${randomUUID()}@people.example`;
    for (const link of [await verifyLink(theirs.subject), await changeLink(theirs.subject, newEmail)]) {
      await expect(confirm(mine, link)).rejects.toMatchObject({
        code: "mail_link_unusable",
        details: { isOfOtherAccount: true },
      });
      for (const { headers, email } of [mine, theirs]) {
        expect(await port().identify(headers)).toMatchObject({ email, emailVerified: false });
      }
    }
    const link = await verifyLink(theirs.subject);
    expect(await codeOf(confirm(mine, link))).toBe("mail_link_unusable");
    expect(await codeOf(confirm(theirs, link))).toBe("no error");
    expect(await codeOf(confirm(mine, link))).toBe("mail_link_unusable");
    const used = await confirm(mine, link).catch((error: unknown) => error);
    expect(used).toMatchObject({ details: {} });
  });

  test("an address changes when its own link is used, not before, and only with the password", async () => {
    const person = await arrive();
    const newEmail = `${randomUUID()}@people.example`;
    const wrong = flows().requestEmailChange({ ...person, newEmail, currentPassword: "not the password" }, nothing);
    expect(await codeOf(wrong)).toBe("invalid_credentials");
    const link = await changeLink(person.subject, newEmail);
    expect(link).toMatchObject({ to: newEmail, email: person.email });
    expect(await signInWith(person.email, password)).toBe("no error");
    const told: FlowPerson[] = [];
    await confirm(person, link, async (_tx, found) => void told.push(found));
    expect(told).toEqual([
      { subject: person.subject, name: person.name, email: newEmail, previousEmail: person.email },
    ]);
    expect(await signInWith(person.email, password)).toBe("invalid_credentials");
    expect(await port().identify(person.headers)).toMatchObject({ email: newEmail, emailVerified: true });
  });

  test("links to an address that is no longer the person's open nothing", async () => {
    const person = await arrive();
    const old = await resetLink(person.email);
    const change = await changeLink(person.subject, `${randomUUID()}@people.example`);
    await confirm(person, change);
    expect(await codeOf(reset(old))).toBe("mail_link_unusable");
  });

  test("a new wish replaces the one before, and a reset of the password ends both", async () => {
    const person = await arrive();
    const first = await changeLink(person.subject, `${randomUUID()}@people.example`);
    const second = await changeLink(person.subject, `${randomUUID()}@people.example`);
    expect(await codeOf(confirm(person, first))).toBe("mail_link_unusable");
    await reset(await resetLink(person.email));
    expect(await codeOf(confirm(person, second))).toBe("mail_link_unusable");
  });

  test("somebody else's address cannot be taken, neither when asking nor by being quicker", async () => {
    const [mine, theirs] = [await arrive(), await arrive()];
    expect(await codeOf(changeLink(mine.subject, theirs.email))).toBe("email_taken");
    const wanted = `${randomUUID()}@people.example`;
    const link = await changeLink(mine.subject, wanted);
    await port().signUp({ email: wanted, password, name: "Quick", organizationName: null }, new Headers());
    expect(await codeOf(confirm(mine, link))).toBe("email_taken");
    expect((await port().identify(mine.headers))?.email).toBe(mine.email);
  });
}

function headersOf({ setCookie }: Pick<SignedIn, "setCookie">): Headers {
  return new Headers({ cookie: setCookie.map((line) => line.split(";", 1)[0]).join("; ") });
}
