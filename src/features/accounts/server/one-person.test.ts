import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuth } from "~/adapters/auth/auth";
import { listOrganizations } from "~/features/organizations/server/list-organizations.service";
import type { Entrance } from "~/server/context";
import { type ClerkScene, openClerkScene } from "~/testing/clerk/clerk-scene";
import type { FakeClerkUser } from "~/testing/clerk/clerk-server";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { signUp } from "~/testing/sign-up";
import { enter } from "./enter.service";
import { receiveAuthWebhook } from "./receive-auth-webhook.service";
import { signIn } from "./sign-up.service";

const password = "correct horse battery";
let db: TestDatabase;
let scene: ClerkScene;

beforeAll(async () => {
  db = await createTestDatabase();
  scene = await openClerkScene(db);
});
afterAll(async () => {
  await scene.close();
  await db.close();
});

const newEmail = () => `${randomUUID().slice(0, 13)}@people.example`;

async function embeddedPerson(email: string, isProved: boolean) {
  const { slug, setCookie } = await signUp(
    scene.embedded,
    { email, password, organizationName: "Halden Freight" },
    new Headers(),
    randomUUID(),
  );
  if (isProved) await prove(email);
  const headers = new Headers({ cookie: setCookie.map((line) => line.split(";", 1)[0]).join("; ") });
  return { slug, headers, entrance: must(await enter(scene.embedded, headers, slug, randomUUID())) };
}

/** What opening the link of a mail does. */
async function prove(email: string): Promise<void> {
  await db.owner.query("UPDATE auth_user SET email_verified = true WHERE email = $1", [email]);
}

function deliver(message: { headers: Headers; body: string }) {
  return receiveAuthWebhook(scene.withClerk, "clerk", message.headers, message.body, randomUUID());
}

async function changeAtClerk(user: FakeClerkUser, change: Partial<FakeClerkUser>): Promise<void> {
  Object.assign(user, change, { updatedAt: user.updatedAt + 1000 });
  await deliver(scene.clerk.userMessage("user.updated", user));
}

const deleteAtClerk = (user: FakeClerkUser) => {
  scene.clerk.users.delete(user.id);
  return deliver(scene.clerk.message("user.deleted", { id: user.id, object: "user", deleted: true }));
};

function must(entrance: Entrance | null): Entrance {
  if (entrance === null) throw new Error("should have been let in");
  return entrance;
}

async function count(what: "people" | "identities" | "organisations", email?: string): Promise<number> {
  const from = { people: "app_user_account", identities: "user_identity", organisations: "organization" }[what];
  const { rows } = await db.owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${from}${email === undefined ? "" : " WHERE email = $1"}`,
    email === undefined ? [] : [email],
  );
  return rows[0]?.n ?? -1;
}

async function everything() {
  return [await count("people"), await count("identities"), await count("organisations")];
}

test("while the embedded sign-in is on, what Clerk says of its people is kept, and changes nobody", async () => {
  const { pool } = scene.embedded.database;
  const auth = createAuth(
    {
      APP_URL: "http://localhost",
      AUTH_SECRET: "s".repeat(32),
      AUTH_PROVIDER: "embedded",
      CLERK_API_URL: scene.clerk.apiUrl,
      CLERK_WEBHOOK_SECRET: scene.clerk.webhookSecret,
    },
    pool,
  );
  const embedded = { ...scene.embedded, ports: { ...scene.embedded.ports, auth } };
  const hear = ({ headers, body }: { headers: Headers; body: string }) =>
    receiveAuthWebhook(embedded, "clerk", headers, body, randomUUID());
  const email = newEmail();
  const person = await embeddedPerson(email, true);
  const user = scene.clerk.addUser({ email });
  await scene.enter(user);
  await hear(scene.clerk.userMessage("user.updated", { ...user, email: newEmail(), updatedAt: user.updatedAt + 1 }));
  await hear(scene.clerk.message("user.deleted", { id: user.id, object: "user", deleted: true }));
  const here = await enter(embedded, person.headers, person.slug, randomUUID());
  expect(here?.user.user.email).toBe(email);
  // Back at Clerk, who was deleted there meanwhile does not come in.
  expect(await scene.enter(user)).toBeNull();
  const forged = scene.clerk.userMessage("user.updated", user);
  await expect(hear({ ...forged, body: forged.body.replace("Mira", "Vera") })).rejects.toMatchObject({
    code: "signature_invalid",
  });
});

test("the first sign-in by password of somebody who came by Clerk before is told to them", async () => {
  const email = newEmail();
  await scene.enter(scene.clerk.addUser({ email }));
  await scene.embedded.ports.auth.signUp({ email, password, name: "Mira", organizationName: null }, new Headers());
  await prove(email);
  await signIn(scene.embedded, { email, password }, new Headers({ "x-forwarded-for": "192.0.2.9" }), randomUUID());
  const { rows } = await db.owner.query("SELECT template FROM mail_message WHERE to_address = $1", [email]);
  expect(rows).toEqual([{ template: "new-sign-in" }]);
});

describe("a proved address", () => {
  test("under both providers is one person, with the organisation that they had and no other", async () => {
    const email = newEmail();
    const before = await embeddedPerson(email, true);
    const organisations = await count("organisations");
    const user = scene.clerk.addUser({ email, organizationName: "Another One" });
    const entrance = must(await scene.enter(user, before.slug));
    expect(entrance.user.userId).toBe(before.entrance.user.userId);
    expect(entrance.org).toMatchObject({ role: "owner", org: { name: "Halden Freight" } });
    expect(await count("organisations")).toBe(organisations);
    const back = await enter(scene.embedded, before.headers, before.slug, randomUUID());
    expect(back?.user.userId).toBe(before.entrance.user.userId);
    const { rows } = await db.owner.query("SELECT action, reason FROM audit_event WHERE subject = $1", [
      entrance.user.userId,
    ]);
    expect(rows).toEqual([{ action: "identity.link", reason: "clerk" }]);
  });

  test("leads back the other way too, but only once the embedded sign-in has proved it", async () => {
    const email = newEmail();
    const user = scene.clerk.addUser({ email });
    const first = must(await scene.enter(user));
    const before = await everything();
    const attempt = () =>
      signUp(scene.embedded, { email, password, organizationName: "Squat" }, new Headers(), randomUUID());
    await expect(attempt()).rejects.toMatchObject({ code: "email_unverified", status: 403 });
    await expect(signIn(scene.embedded, { email, password }, new Headers(), randomUUID())).rejects.toMatchObject({
      code: "email_unverified",
    });
    expect(await everything()).toEqual(before);
    // The owner must not be sent a link that would prove the address for whoever has just typed it.
    const { rows: links } = await db.owner.query("SELECT purpose FROM auth_token WHERE email = $1", [email]);
    expect(links).toEqual([]);
    await prove(email);
    const { setCookie } = await signIn(scene.embedded, { email, password }, new Headers(), randomUUID());
    const headers = new Headers({ cookie: setCookie.map((line) => line.split(";", 1)[0]).join("; ") });
    expect((await enter(scene.embedded, headers, null, randomUUID()))?.user.userId).toBe(first.user.userId);
    expect(await count("organisations")).toBe(before[2]);
  });
});

describe("an address that was never proved", () => {
  test("belongs to whoever proves it: they come in as themselves, and into nothing of the other's", async () => {
    const email = newEmail();
    const squatter = await embeddedPerson(email, false);
    const owner = must(await scene.enter(scene.clerk.addUser({ email, organizationName: "Mine" }), squatter.slug));
    expect(owner.user.userId).not.toBe(squatter.entrance.user.userId);
    expect(owner.org).toBeNull();
    expect((await listOrganizations(owner.user)).map(({ name }) => name)).toEqual(["Mine"]);
    const kept = must(await enter(scene.embedded, squatter.headers, squatter.slug, randomUUID()));
    expect(kept.org?.role).toBe("owner");
    expect(kept.user.user.email).toMatch(/^released-[0-9a-f-]+@address\.invalid$/);
    expect((await listOrganizations(kept.user)).map(({ name }) => name)).toEqual(["Halden Freight"]);
  });

  test("gives nobody the platform: a superadmin named by address must have proved it", async () => {
    const email = newEmail();
    const named = { ...scene.withClerk, settings: { ...scene.withClerk.settings, superadminEmails: [email] } };
    const user = scene.clerk.addUser({ email: newEmail() });
    const headers = scene.signIn(user);
    await enter(named, headers, null, randomUUID());
    await changeAtClerk(user, { email, verified: false });
    expect((await enter(named, headers, null, randomUUID()))?.user.user.isSuperadmin).toBe(false);
    await changeAtClerk(user, { email, verified: true });
    expect((await enter(named, headers, null, randomUUID()))?.user.user.isSuperadmin).toBe(true);
  });

  test("no longer makes a superadmin of whoever had it, once their sign-in has proved another", async () => {
    const [email, other] = [newEmail(), newEmail()];
    await embeddedPerson(other, true);
    const named = { ...scene.withClerk, settings: { ...scene.withClerk.settings, superadminEmails: [email] } };
    const user = scene.clerk.addUser({ email });
    const headers = scene.signIn(user);
    expect((await enter(named, headers, null, randomUUID()))?.user.user.isSuperadmin).toBe(true);
    // Somebody else has it, so the person keeps the one before, which is not theirs any more.
    await changeAtClerk(user, { email: other, verified: true });
    expect((await enter(named, headers, null, randomUUID()))?.user.user).toMatchObject({ email, isSuperadmin: false });
  });

  test("lets nobody in at Clerk, makes nothing, and lets them in once it is proved", async () => {
    const email = newEmail();
    const before = await everything();
    const user = scene.clerk.addUser({ email, verified: false });
    await expect(scene.enter(user)).rejects.toMatchObject({ code: "email_unverified", status: 403 });
    await expect(scene.enter(scene.clerk.addUser({ email: null }))).rejects.toMatchObject({
      code: "email_unverified",
    });
    expect(await everything()).toEqual(before);
    await changeAtClerk(user, { verified: true });
    expect((await scene.enter(user))?.user.user.email).toBe(email);
  });

  test("of somebody else opens nothing of theirs and changes nothing for them", async () => {
    const email = newEmail();
    const victim = await embeddedPerson(email, true);
    const thief = scene.clerk.addUser({ email, verified: false });
    await expect(scene.enter(thief, victim.slug)).rejects.toMatchObject({ code: "email_unverified" });
    await deliver(scene.clerk.userMessage("user.updated", thief));
    const still = must(await enter(scene.embedded, victim.headers, victim.slug, randomUUID()));
    expect(still.user.user.email).toBe(email);
  });
});

describe("an address changed at Clerk", () => {
  test("is the person's from the message on, and the old one is free for somebody new", async () => {
    const [before, after] = [newEmail(), newEmail()];
    const user = scene.clerk.addUser({ email: before });
    const person = must(await scene.enter(user));
    await changeAtClerk(user, { email: after });
    expect((await scene.enter(user))?.user.user).toMatchObject({ id: person.user.userId, email: after });
    const newcomer = must(await scene.enter(scene.clerk.addUser({ email: before })));
    expect(newcomer.user.userId).not.toBe(person.user.userId);
    expect(newcomer.user.user.email).toBe(before);
  });

  test("and given to somebody new does not make them the old person, even where the message was lost", async () => {
    const email = newEmail();
    const embedded = await embeddedPerson(email, true);
    const user = scene.clerk.addUser({ email });
    const person = must(await scene.enter(user));
    expect(person.user.userId).toBe(embedded.entrance.user.userId);
    const successor = must(await scene.enter(scene.clerk.addUser({ email }), embedded.slug));
    expect(successor.user.userId).not.toBe(person.user.userId);
    expect(successor.org).toBeNull();
    expect(successor.user.user.email).toBe(email);
    const moved = newEmail();
    await changeAtClerk(user, { email: moved });
    expect((await scene.enter(user))?.user.user).toMatchObject({ id: person.user.userId, email: moved });
  });

  test("to one that another person has proved leaves two people, each with their own", async () => {
    const [mine, theirs] = [newEmail(), newEmail()];
    const other = await embeddedPerson(theirs, true);
    const user = scene.clerk.addUser({ email: mine });
    const person = must(await scene.enter(user));
    await changeAtClerk(user, { email: theirs });
    const again = must(await scene.enter(user, other.slug));
    expect(again.user.user).toMatchObject({ id: person.user.userId, email: mine });
    expect(again.org).toBeNull();
    expect((await enter(scene.embedded, other.headers, other.slug, randomUUID()))?.user.user.email).toBe(theirs);
  });

  test("follows at the next request where it was read there instead of in a message", async () => {
    const user = scene.clerk.addUser();
    const person = must(await scene.enter(user));
    const after = newEmail();
    await db.owner.query("UPDATE clerk_user SET email = $2 WHERE id = $1", [user.id, after]);
    expect((await scene.enter(user))?.user.user).toMatchObject({ id: person.user.userId, email: after });
  });
});

describe("a user deleted at Clerk", () => {
  test("is signed out at once; the person and the organisation's data stay, and no provider lets them in", async () => {
    const email = newEmail();
    const embedded = await embeddedPerson(email, true);
    const user = scene.clerk.addUser({ email });
    const headers = scene.signIn(user);
    const person = must(await enter(scene.withClerk, headers, embedded.slug, randomUUID()));
    await deleteAtClerk(user);
    expect(await enter(scene.withClerk, headers, embedded.slug, randomUUID())).toBeNull();
    await expect(enter(scene.embedded, embedded.headers, embedded.slug, randomUUID())).rejects.toMatchObject({
      code: "sign_in_closed",
      status: 403,
    });
    const { rows } = await db.owner.query("SELECT role FROM membership WHERE user_id = $1", [person.user.userId]);
    expect(rows).toEqual([{ role: "owner" }]);
  });

  test("who signs up again with the same address is somebody new, without the old one's organisations", async () => {
    const user = scene.clerk.addUser({ organizationName: "Old" });
    const person = must(await scene.enter(user));
    await deleteAtClerk(user);
    const again = must(await scene.enter(scene.clerk.addUser({ email: user.email, organizationName: "New" })));
    expect(again.user.userId).not.toBe(person.user.userId);
    expect((await listOrganizations(again.user)).map(({ name }) => name)).toEqual(["New"]);
  });

  test("before their first request is never made a person", async () => {
    const user = scene.clerk.addUser();
    const headers = scene.signIn(user);
    await deleteAtClerk(user);
    scene.clerk.users.set(user.id, user);
    await deliver(scene.clerk.userMessage("user.created", user));
    expect(await enter(scene.withClerk, headers, null, randomUUID())).toBeNull();
    expect(await count("people", user.email ?? "")).toBe(0);
  });
});

test("a user banned at Clerk is out from the message on, and back as the same person afterwards", async () => {
  const user = scene.clerk.addUser();
  const headers = scene.signIn(user);
  const person = must(await enter(scene.withClerk, headers, null, randomUUID()));
  await changeAtClerk(user, { banned: true });
  expect(await enter(scene.withClerk, headers, null, randomUUID())).toBeNull();
  await changeAtClerk(user, { banned: false });
  expect((await enter(scene.withClerk, headers, null, randomUUID()))?.user.userId).toBe(person.user.userId);
});

describe("at the same moment", () => {
  test("many first requests and the messages about the user make one person with one organisation", async () => {
    for (let round = 0; round < 5; round += 1) {
      const user = scene.clerk.addUser({ organizationName: `Round ${round}` });
      const [organisations, people] = [await count("organisations"), await count("people")];
      const later = { ...user, email: newEmail(), updatedAt: user.updatedAt + 5 };
      const work = [
        ...Array.from({ length: 8 }, () => () => scene.enter(user)),
        () => deliver(scene.clerk.userMessage("user.created", user)),
        () => deliver(scene.clerk.userMessage("user.updated", later)),
      ].sort(() => Math.random() - 0.5);
      await Promise.all(work.map((act) => act()));
      expect(await count("organisations")).toBe(organisations + 1);
      expect(await count("people")).toBe(people + 1);
      expect((await scene.enter(user))?.user.user.email).toBe(later.email);
    }
  });

  test("first requests of one address by both providers make one person where it is proved by both", async () => {
    const email = newEmail();
    await scene.embedded.ports.auth.signUp({ email, password, name: "Mira", organizationName: null }, new Headers());
    await prove(email);
    const user = scene.clerk.addUser({ email });
    const entrances = await Promise.all([
      scene.enter(user),
      signIn(scene.embedded, { email, password }, new Headers(), randomUUID()),
      scene.enter(user),
      signIn(scene.embedded, { email, password }, new Headers(), randomUUID()),
    ]);
    expect(entrances.every((entrance) => entrance !== null)).toBe(true);
    expect(await count("people", email)).toBe(1);
    const { rows } = await db.owner.query(
      `SELECT count(DISTINCT i.user_id)::int AS people, count(*)::int AS ways, (SELECT count(*)::int FROM membership m WHERE m.user_id = u.id) AS orgs
         FROM user_identity i JOIN app_user_account u ON u.id = i.user_id WHERE u.email = $1 GROUP BY u.id`,
      [email],
    );
    expect(rows).toEqual([{ people: 1, ways: 2, orgs: 1 }]);
  });

  test("a deletion and first requests leave nobody signed in", async () => {
    for (let round = 0; round < 5; round += 1) {
      const user = scene.clerk.addUser();
      const headers = scene.signIn(user);
      await Promise.allSettled([
        enter(scene.withClerk, headers, null, randomUUID()),
        deleteAtClerk(user),
        enter(scene.withClerk, headers, null, randomUUID()),
      ]);
      expect(await enter(scene.withClerk, headers, null, randomUUID())).toBeNull();
    }
  });
});
