import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeClerk, type FakeClerkUser, startFakeClerk } from "~/testing/clerk/clerk-server";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import type { AuthNotice, AuthPort } from "./auth.port";
import { createClerkAdapter } from "./clerk";

const appUrl = "https://counterpart.example";
let db: TestDatabase;
let clerk: FakeClerk;
let port: AuthPort;

beforeAll(async () => {
  [db, clerk] = await Promise.all([createTestDatabase(), startFakeClerk()]);
  port = createClerkAdapter({
    pool: db.app,
    appUrl,
    secretKey: clerk.secretKey,
    publishableKey: clerk.publishableKey,
    jwtKey: clerk.keys.publicPem,
    webhookSecret: clerk.webhookSecret,
    apiUrl: clerk.apiUrl,
  });
});
afterAll(async () => {
  await clerk.close();
  await db.close();
});

type Message = { headers: Headers; body: string };

async function deliver(message: Message, work: (notice: AuthNotice) => Promise<void> = async () => undefined) {
  if (port.receiveWebhook === null) throw new Error("should take messages");
  return port.receiveWebhook(message.headers, message.body, work);
}

async function stored(id: string): Promise<unknown> {
  const { rows } = await db.owner.query("SELECT email, email_verified, state FROM clerk_user WHERE id = $1", [id]);
  return rows[0] ?? null;
}

const version = (user: FakeClerkUser, n: number): FakeClerkUser => ({
  ...user,
  email: `version-${n}-${user.id.slice(5, 15)}@people.example`,
  updatedAt: user.updatedAt + n,
});

describe("what Clerk did not send, or not whole, or not now, is refused and changes nothing:", () => {
  const user = () => clerk.addUser();
  const altered = (message: Message, headers: Record<string, string>, body = message.body): Message => {
    const changed = new Headers(message.headers);
    for (const [name, value] of Object.entries(headers)) changed.set(name, value);
    return { headers: changed, body };
  };
  const wrong: [string, (message: Message) => Message][] = [
    ["no signature at all", ({ body }) => ({ headers: new Headers(), body })],
    ["an empty signature", (message) => altered(message, { "svix-signature": "" })],
    ["another signature", (message) => altered(message, { "svix-signature": `v1,${btoa("x".repeat(32))}` })],
    ["another body under the signature", (message) => altered(message, {}, message.body.replace("Mira", "Vera"))],
    ["cut in the middle", (message) => altered(message, {}, message.body.slice(0, -20))],
    ["empty", (message) => altered(message, {}, "")],
    ["under another message's id", (message) => altered(message, { "svix-id": "msg_other" })],
    [
      "with a later time",
      (message) => altered(message, { "svix-timestamp": String(Math.floor(Date.now() / 1000) + 1) }),
    ],
    ["with no time", (message) => altered(message, { "svix-timestamp": "soon" })],
  ];
  test.each(wrong)("%s", async (_name, change) => {
    const someone = user();
    const message = change(clerk.userMessage("user.created", someone));
    await expect(deliver(message)).rejects.toMatchObject({ code: "signature_invalid", status: 401 });
    expect(await stored(someone.id)).toBeNull();
  });

  test.each([-6, 6])("signed rightly but %i minutes away from now", async (minutes) => {
    const someone = user();
    const at = new Date(Date.now() + minutes * 60_000);
    const message = clerk.message("user.deleted", { id: someone.id }, { at });
    await expect(deliver(message)).rejects.toMatchObject({ code: "signature_invalid" });
    expect(await stored(someone.id)).toBeNull();
  });

  test("signed rightly, and not a user as we know one: refused aloud instead of half read", async () => {
    const message = clerk.message("user.updated", { id: "user_odd", email_addresses: "none", updated_at: "now" });
    await expect(deliver(message)).rejects.toMatchObject({ code: "bad_input" });
    expect(await stored("user_odd")).toBeNull();
  });
});

test("a message that comes twenty times at once is acted on once", async () => {
  const message = clerk.userMessage("user.created", clerk.addUser());
  let acts = 0;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      deliver(message, async () => {
        acts += 1;
      }),
    ),
  );
  expect(acts).toBe(1);
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
});

test("in whatever order and however often they come, the newest version of a user stays", async () => {
  for (let round = 0; round < 6; round += 1) {
    const user = clerk.addUser();
    const messages = Array.from({ length: 10 }, (_, n) =>
      clerk.userMessage(n === 0 ? "user.created" : "user.updated", version(user, n)),
    );
    const shuffled = [...messages, ...messages].sort(() => Math.random() - 0.5);
    // Some at once, some one after the other.
    await Promise.all(shuffled.slice(0, 10).map((message) => deliver(message)));
    for (const message of shuffled.slice(10)) await deliver(message);
    expect(await stored(user.id)).toMatchObject({ email: version(user, 9).email });
  }
});

test("a message that was overtaken tells what counts now, not what it says itself", async () => {
  const user = clerk.addUser();
  await deliver(clerk.userMessage("user.updated", version(user, 2)));
  let told: AuthNotice | undefined;
  await deliver(clerk.userMessage("user.updated", version(user, 1)), async (notice) => {
    told = notice;
  });
  expect(told).toMatchObject({ kind: "changed", identity: { email: version(user, 2).email } });
});

test("nothing that is older or newer brings a deleted user back", async () => {
  const user = clerk.addUser();
  await deliver(clerk.userMessage("user.created", user));
  await deliver(clerk.message("user.deleted", { id: user.id, object: "user", deleted: true }));
  await deliver(clerk.userMessage("user.updated", version(user, 5)));
  expect(await stored(user.id)).toEqual({ email: null, email_verified: false, state: "deleted" });
});

test("what fails half-way was never received: the next delivery does all of it", async () => {
  const user = clerk.addUser();
  const message = clerk.userMessage("user.created", user);
  const broken = () => Promise.reject(new Error("the database went away"));
  await expect(deliver(message, broken)).rejects.toThrow("went away");
  expect(await stored(user.id)).toBeNull();
  expect(await deliver(message)).toEqual({ duplicate: false });
  expect(await stored(user.id)).toMatchObject({ state: "active" });
});

test.each(["session.ended", "session.removed", "session.revoked"])(
  "%s ends the session at once, though its token has time left",
  async (type) => {
    const user = clerk.addUser();
    const { sessionId, token } = clerk.openSession(user.id, appUrl);
    const headers = new Headers({ authorization: `Bearer ${token}` });
    expect(await port.identify(headers)).not.toBeNull();
    await deliver(clerk.message(type, { id: sessionId, object: "session", user_id: user.id, status: "revoked" }));
    expect(await port.identify(headers)).toBeNull();
  },
);

test("events about other things are taken and change nothing", async () => {
  let told: AuthNotice | undefined;
  await deliver(clerk.message("organization.created", { id: "org_1", name: "At Clerk" }), async (notice) => {
    told = notice;
  });
  expect(told).toEqual({ kind: "nothing" });
});

test("what nothing asks for any more is forgotten after a week", async () => {
  await db.owner.query(
    `INSERT INTO clerk_webhook (id, received_at) VALUES ('msg_old', now() - interval '8 days'), ('msg_new', now() - interval '6 days');
     INSERT INTO clerk_ended_session (id, ended_at) VALUES ('sess_old', now() - interval '8 days'), ('sess_new', now())`,
  );
  await deliver(clerk.userMessage("user.created", clerk.addUser()));
  const { rows } = await db.owner.query(
    "SELECT id FROM clerk_webhook WHERE id ~ '_(old|new)$' UNION ALL SELECT id FROM clerk_ended_session WHERE id ~ '_(old|new)$'",
  );
  expect(rows.map(({ id }) => id).sort()).toEqual(["msg_new", "sess_new"]);
});
