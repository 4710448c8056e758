import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBetterAuthAdapter } from "~/adapters/auth/better-auth";
import { createSmtp } from "~/adapters/mail/smtp";
import type { Backend } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { changePassword } from "./change-password.service";
import { confirmEmail } from "./confirm-email.service";
import { enter } from "./enter.service";
import { requestEmailChange } from "./request-email-change.service";
import { requestPasswordReset } from "./request-password-reset.service";
import { resetPassword } from "./reset-password.service";
import { countAttempt } from "./sign-in-throttle";
import { signIn, signUp } from "./sign-up.service";

const password = "correct horse battery";
let db: TestDatabase;
let backend: Backend;

beforeAll(async () => {
  db = await createTestDatabase();
  const base = createTestBackend(db.appUrl, { models: noModels, settings: { appUrl: "http://localhost:3000" } });
  const { pool } = base.database;
  const auth = createBetterAuthAdapter({ pool, secret: "s".repeat(40), appUrl: "http://localhost:3000" });
  backend = { ...base, ports: { ...base.ports, auth } };
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

type KeptMail = { template: string; locale: string; props: Record<string, string>; secrets: { url?: string } | null };

async function mailsTo(email: string): Promise<KeptMail[]> {
  const { rows } = await db.owner.query<KeptMail>(
    "SELECT template, locale, props, secrets FROM mail_message WHERE to_address = $1 ORDER BY created_at, template",
    [email],
  );
  return rows;
}
const templatesTo = async (email: string) => (await mailsTo(email)).map(({ template }) => template);
async function tokenTo(email: string): Promise<string> {
  const link = (await mailsTo(email)).findLast(({ secrets }) => secrets !== null)?.secrets?.url ?? "";
  return new URL(link).searchParams.get("token") ?? "";
}
const browser = (more: Record<string, string> = {}) =>
  new Headers({ "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0", "x-forwarded-for": "203.0.113.7", ...more });
const cookies = (setCookie: string[], kind: RegExp = /./) =>
  setCookie
    .filter((line) => kind.test(line))
    .map((line) => line.split(";", 1)[0])
    .join("; ");
async function someone(headers = browser()) {
  const email = `${randomUUID()}@people.example`;
  const { setCookie } = await signUp(backend, { email, password }, headers, randomUUID());
  return { email, setCookie, headers: new Headers({ ...Object.fromEntries(headers), cookie: cookies(setCookie) }) };
}

test("signing up asks for the address to be proved, in the language of the page; the link proves it", async () => {
  const { email, headers } = await someone(browser({ cookie: "locale=ru" }));
  expect(await mailsTo(email)).toMatchObject([{ template: "verify-email", locale: "ru" }]);
  expect((await enter(backend, headers, null, ""))?.user.identity.emailVerified).toBe(false);
  await confirmEmail(backend, await tokenTo(email), headers, "");
  expect((await enter(backend, headers, null, ""))?.user.identity.emailVerified).toBe(true);
});

test("an address is not proved for whoever made the account with it, by the one who reads its mailbox", async () => {
  const [maker, reader] = [await someone(), await someone()];
  const token = await tokenTo(maker.email);
  await expect(confirmEmail(backend, token, new Headers(), "")).rejects.toMatchObject({ code: "not_signed_in" });
  await expect(confirmEmail(backend, token, reader.headers, "")).rejects.toMatchObject({
    code: "mail_link_unusable",
    details: { isOfOtherAccount: true },
  });
  expect((await enter(backend, maker.headers, null, ""))?.user.identity.emailVerified).toBe(false);
});

test("the language that a person chose goes before that of the request", async () => {
  const { email } = await someone();
  await db.owner.query("UPDATE app_user_account SET locale = 'ru' WHERE email = $1", [email]);
  await requestPasswordReset(backend, email, browser({ "accept-language": "en" }));
  expect((await mailsTo(email)).at(-1)).toMatchObject({ template: "reset-password", locale: "ru" });
});

test("asking for a new password takes as long and answers the same, whether there is such an account or not", async () => {
  const { email } = await someone();
  const timed = async (address: string) => {
    const started = performance.now();
    const answer = await requestPasswordReset(backend, address, browser());
    return { answer, ms: performance.now() - started };
  };
  const [known, unknown] = [await timed(email), await timed("nobody@people.example")];
  expect(known.answer).toEqual(unknown.answer);
  expect(Math.min(known.ms, unknown.ms)).toBeGreaterThan(240);
  expect(await mailsTo("nobody@people.example")).toEqual([]);
});

test("a machine that asks for many addresses has to wait, for known and unknown ones alike", async () => {
  const from = browser({ "x-forwarded-for": "198.51.100.9" });
  const ask = () => requestPasswordReset(backend, `${randomUUID()}@people.example`, from);
  await Promise.all(Array.from({ length: 10 }, ask));
  await expect(ask()).rejects.toMatchObject({ code: "too_many_attempts" });
});

test("a link in a mail sets the password, signs in, ends the other sessions and is told", async () => {
  const { email, headers } = await someone();
  await requestPasswordReset(backend, email, browser());
  const input = { token: await tokenTo(email), newPassword: "a password of today" };
  const { setCookie } = await resetPassword(backend, input, new Headers(), "");
  expect(await enter(backend, headers, null, "")).toBeNull();
  const here = await enter(backend, new Headers({ cookie: cookies(setCookie) }), null, "");
  expect(here?.user.user.email).toBe(email);
  expect(await templatesTo(email)).toEqual(["verify-email", "reset-password", "password-changed"]);
});

test("changing the password is told", async () => {
  const { email, headers } = await someone();
  await changePassword(backend, { currentPassword: password, newPassword: "a password of today" }, headers, "");
  expect((await templatesTo(email)).at(-1)).toBe("password-changed");
});

test("a change of address is told to both addresses, before and after, and moves the person", async () => {
  const { email, headers } = await someone();
  const newEmail = `${randomUUID()}@people.example`;
  const wish = { newEmail, currentPassword: password };
  await expect(
    requestEmailChange(backend, { ...wish, currentPassword: "not the password" }, headers, ""),
  ).rejects.toMatchObject({ code: "invalid_credentials" });
  await requestEmailChange(backend, wish, headers, "");
  expect(await templatesTo(newEmail)).toEqual(["confirm-new-email"]);
  expect((await templatesTo(email)).at(-1)).toBe("email-change-asked");
  expect((await enter(backend, headers, null, ""))?.user.user.email).toBe(email);

  expect(await confirmEmail(backend, await tokenTo(newEmail), headers, "")).toEqual({
    email: newEmail,
    isChanged: true,
  });
  expect(await templatesTo(newEmail)).toEqual(["confirm-new-email", "email-changed"]);
  expect((await templatesTo(email)).at(-1)).toBe("email-changed");
  expect((await enter(backend, headers, null, ""))?.user.user.email).toBe(newEmail);
  await expect(signIn(backend, { email, password }, browser(), "")).rejects.toMatchObject({
    code: "invalid_credentials",
  });
});

test("the address that one has, and somebody else's, are refused", async () => {
  const [mine, theirs] = [await someone(), await someone()];
  const ask = (newEmail: string) =>
    requestEmailChange(backend, { newEmail, currentPassword: password }, mine.headers, "");
  await expect(ask(mine.email)).rejects.toMatchObject({ code: "bad_input" });
  await expect(ask(theirs.email)).rejects.toMatchObject({ code: "email_taken" });
});

test("a sign-in from a device not seen before is told; from a known one, or at sign-up, it is not", async () => {
  const { email, setCookie } = await someone();
  const credentials = { email, password };
  // The same kind of browser from the same neighbourhood.
  await signIn(backend, credentials, browser({ "x-forwarded-for": "203.0.113.99" }), "");
  // The same browser, recognised by its cookie, elsewhere.
  const travelling = browser({ "x-forwarded-for": "198.51.100.1", cookie: cookies(setCookie, /device=/) });
  await signIn(backend, credentials, travelling, "");
  expect(await templatesTo(email)).toEqual(["verify-email"]);

  const stranger = browser({
    "x-forwarded-for": "192.0.2.55",
    "user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/150.0",
  });
  const strange = await signIn(backend, credentials, stranger, "");
  expect((await mailsTo(email)).at(-1)).toMatchObject({
    template: "new-sign-in",
    props: { browser: "Chrome", system: "Windows", address: "192.0.2.55" },
  });
  // From now on it is known.
  await signIn(backend, credentials, browser({ cookie: cookies(strange.setCookie, /device=/) }), "");
  expect(await templatesTo(email)).toEqual(["verify-email", "new-sign-in"]);
});

test("another person's device is a new one, whoever's cookie it brings", async () => {
  const [mine, theirs] = [await someone(), await someone(browser({ "x-forwarded-for": "198.51.100.200" }))];
  const cookie = cookies(mine.setCookie, /device=/);
  await signIn(backend, { email: theirs.email, password }, browser({ "x-forwarded-for": "192.0.2.1", cookie }), "");
  expect((await templatesTo(theirs.email)).at(-1)).toBe("new-sign-in");
});

test("the mails about a change are in the language that the pages have, where the person chose none", async () => {
  const { email, headers } = await someone(browser({ cookie: "locale=ru" }));
  const inRussian = new Headers({ ...Object.fromEntries(headers), cookie: `${headers.get("cookie")}; locale=ru` });
  const newEmail = `${randomUUID()}@people.example`;
  await changePassword(backend, { currentPassword: password, newPassword: "a password of today" }, inRussian, "");
  await signIn(
    backend,
    { email, password: "a password of today" },
    new Headers({ "x-forwarded-for": "192.0.2.77", "accept-language": "ru" }),
    "",
  );
  const again = await signIn(backend, { email, password: "a password of today" }, browser({ cookie: "locale=ru" }), "");
  const here = new Headers({ cookie: `${cookies(again.setCookie) || ""}; locale=ru` });
  await requestEmailChange(backend, { newEmail, currentPassword: "a password of today" }, here, "");
  await confirmEmail(backend, await tokenTo(newEmail), here, "");
  const told = [...(await mailsTo(email)), ...(await mailsTo(newEmail))];
  expect(new Set(told.map(({ template }) => template))).toEqual(
    new Set([
      "verify-email",
      "password-changed",
      "new-sign-in",
      "email-change-asked",
      "email-changed",
      "confirm-new-email",
    ]),
  );
  expect(told.filter(({ locale }) => locale !== "ru")).toEqual([]);
});

test("no mail to an address that is not proved bears the name that somebody gave there", async () => {
  const name = "Your parcel waits: https://phishing.example";
  const [email, newEmail] = [`${randomUUID()}@people.example`, `${randomUUID()}@people.example`];
  const from = browser({ "x-forwarded-for": "198.51.100.77" });
  const { setCookie } = await signUp(backend, { email, password, name }, from, randomUUID());
  const headers = new Headers({ cookie: cookies(setCookie) });
  await requestPasswordReset(backend, email, from);
  await requestEmailChange(backend, { newEmail, currentPassword: password }, headers, "");
  const elsewhere = browser({ "x-forwarded-for": "192.0.2.201", "user-agent": "Another/1.0" });
  await signIn(backend, { email, password }, elsewhere, "");
  const changed = await changePassword(
    backend,
    { currentPassword: password, newPassword: `${password} 2` },
    headers,
    "",
  );
  const now = new Headers({ cookie: cookies(changed.setCookie) });
  await requestEmailChange(backend, { newEmail, currentPassword: `${password} 2` }, now, "");
  await confirmEmail(backend, await tokenTo(newEmail), now, "");
  const toTheStranger = await mailsTo(email);
  expect(toTheStranger).toHaveLength(7);
  expect(JSON.stringify(toTheStranger)).not.toContain("phishing");
  const [confirm, done] = await mailsTo(newEmail);
  expect(JSON.stringify(confirm)).not.toContain("phishing");
  expect(done).toMatchObject({ template: "confirm-new-email" });
});

test("a machine that makes many accounts has to wait; this machine itself, behind which all may stand, does not", async () => {
  const signUpFrom = (address: string) => someone(browser({ "x-forwarded-for": address }));
  const { pool } = backend.database;
  for (const address of ["198.51.100.8", "127.0.0.1"]) {
    for (let n = 0; n < 19; n++) await countAttempt(pool, `sign-up ${address}`, 20);
  }
  await signUpFrom("198.51.100.8");
  await expect(signUpFrom("198.51.100.8")).rejects.toMatchObject({ code: "too_many_attempts" });
  await expect(signUpFrom("198.51.100.10")).resolves.toBeDefined();
  await signUpFrom("127.0.0.1");
  await signUpFrom("127.0.0.1");
});

test("the device's cookie is closed to scripts and other sites, and no part of it is stored", async () => {
  const { setCookie } = await someone();
  const line = setCookie.find((cookie) => cookie.includes("device=")) ?? "";
  expect(line).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax/);
  const token = /device=([\w-]+)/.exec(line)?.[1] ?? "";
  expect(Buffer.from(token, "base64url")).toHaveLength(16);
  const { rows } = await db.owner.query("SELECT encode(device_hash, 'base64') AS hash FROM known_device");
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(token, "base64url").toString("base64"));
});

test("with a mail provider a superadmin's address opens the console once it is proved, not before", async () => {
  const email = `${randomUUID()}@people.example`;
  const mail = createSmtp({ url: "smtp://127.0.0.1:1", from: "a@b.example" });
  const settings = { ...backend.settings, superadminEmails: [email] };
  const provided: Backend = { ...backend, settings, ports: { ...backend.ports, mail } };
  const { setCookie } = await signUp(provided, { email, password }, browser(), "");
  const headers = new Headers({ cookie: cookies(setCookie) });
  const isSuperadmin = async () => (await enter(provided, headers, null, ""))?.user.user.isSuperadmin;
  expect(await isSuperadmin()).toBe(false);
  await confirmEmail(provided, await tokenTo(email), headers, "");
  expect(await isSuperadmin()).toBe(true);
});

test("the link that proves an address leads back to where its person was going, on this site and nowhere else", async () => {
  const linkAfter = async (next: string) => {
    const email = `${randomUUID()}@people.example`;
    await signUp(backend, { email, password, next }, browser(), randomUUID());
    return new URL((await mailsTo(email)).at(-1)?.secrets?.url ?? "");
  };
  expect((await linkAfter("/invite/abc?x=1")).searchParams.get("next")).toBe("/invite/abc?x=1");
  for (const elsewhere of ["https://evil.example", "//evil.example", "javascript:alert(1)", "/\\evil.example"]) {
    const url = await linkAfter(elsewhere);
    expect(url.origin + url.pathname).toBe("http://localhost:3000/verify-email");
    expect(url.searchParams.get("next")).toBeNull();
  }
});
