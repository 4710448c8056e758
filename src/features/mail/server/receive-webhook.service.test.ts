import { randomUUID } from "node:crypto";
import { Webhook } from "svix";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createResend, type ResendConfig } from "~/adapters/mail/resend";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { type ResendServer, startResendServer } from "~/testing/mail-server/resend-server";
import { createScope } from "~/testing/scope";
import { createMailFixture, type MailFixture } from "../testing/mail-fixture";
import { deliverMail } from "./deliver-mail.job";
import { readMail } from "./read-mail.service";
import { receiveMailWebhook } from "./receive-webhook.service";
import { sendAgain } from "./send-again.service";
import { allowAgain } from "./suppressions.service";

const secret = `whsec_${Buffer.from("a secret of tests, 24 bytes").toString("base64")}`;
let mails: MailFixture;
let server: ResendServer;
let backend: Backend;
let config: ResendConfig;

beforeAll(async () => {
  server = await startResendServer();
  mails = await createMailFixture();
  config = { apiKey: server.apiKey, from: "post@counterpart.example", baseUrl: server.url, webhookSecret: secret };
  backend = mails.withPort(createResend(config));
});
afterAll(async () => {
  await mails.close();
  await server.close();
});

type Kind = "delivered" | "bounced" | "complained" | "delivery_delayed" | "opened";

/** A call as Resend makes it: the signature of a maker of such signatures, not of the code under test. */
function callOf(kind: Kind, providerId: string, more: object = {}, at = new Date()) {
  const data = { email_id: providerId, to: ["someone@people.example"], ...more };
  return signed({ type: `email.${kind}`, created_at: at.toISOString(), data }, at);
}

function signed(event: object, at = new Date()) {
  const id = `msg_${randomUUID()}`;
  const body = JSON.stringify(event);
  const headers = new Headers({
    "svix-id": id,
    "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
    "svix-signature": new Webhook(secret).sign(id, at, body),
  });
  return { headers, body };
}
const hard = { bounce: { type: "Permanent", subType: "General", message: "no such user" } };
const soft = { bounce: { type: "Transient", subType: "MailboxFull", message: "mailbox full" } };
const receive = ({ headers, body }: { headers: Headers; body: string }) => receiveMailWebhook(backend, headers, body);

async function sentMail(to?: string) {
  const mail = await mails.queue(to === undefined ? {} : { to });
  await deliverMail(backend, mail.messageId);
  const { provider_id: providerId } = await mails.row(mail.messageId);
  return { ...mail, providerId: providerId ?? "" };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "taken",
    (error: { code?: string }) => error.code ?? "failed",
  );

test("a report of the provider changes the mail's state", async () => {
  const { messageId, providerId } = await sentMail();
  await receive(callOf("delivered", providerId));
  expect(await mails.row(messageId)).toMatchObject({ state: "delivered" });
});

test("all orders of the same reports, each sent twice, end in the same state", async () => {
  const orders = permutations(["delivered", "bounced", "complained", "delivery_delayed"] as const);
  expect(orders).toHaveLength(24);
  for (const order of orders) {
    const { messageId, providerId } = await sentMail();
    for (const kind of order) {
      const call = callOf(kind, providerId, kind === "bounced" ? soft : {});
      await Promise.all([receive(call), receive(call)]);
    }
    expect((await mails.row(messageId)).state).toBe("complained");
  }
});

test("a report that overtakes the end of the sending is not lost", async () => {
  const { messageId, to } = await mails.queue();
  const next = `re-${server.arrived.length + 1}`;
  await receive(callOf("bounced", next, hard));
  await deliverMail(backend, messageId);
  expect(await mails.row(messageId)).toMatchObject({ provider_id: next, state: "bounced" });
  expect(await mails.suppressed()).toContain(to);
});

test("an address that bounced hard is not written to again until the superadmin clears it; a full mailbox is", async () => {
  const bounced = await sentMail();
  const bounce = callOf("bounced", bounced.providerId, hard);
  await receive(bounce);
  const held = await mails.queue({ to: bounced.to });
  expect(await deliverMail(backend, held.messageId)).toBe("suppressed");
  const full = await sentMail();
  await receive(callOf("bounced", full.providerId, soft));
  expect((await mails.row(full.messageId)).state).toBe("bounced");
  expect((await sentMail(full.to)).providerId).not.toBe("");

  const scope = { ...(await createScope(mails.backend)), backend };
  await inPlatform(backend.database, async (db) => {
    await allowAgain({ ...scope, db }, bounced.to);
    await sendAgain({ ...scope, db }, held.messageId);
  });
  expect(await deliverMail(backend, held.messageId)).toBe("sent");
  // The very report that closed it, repeated, does not close the address again.
  await receive(bounce);
  expect(await mails.suppressed()).not.toContain(bounced.to);
  const { rows } = await mails.db.owner.query(
    "SELECT action, subject FROM audit_event WHERE action LIKE 'mail.%' ORDER BY at",
  );
  expect(rows).toEqual([
    { action: "mail.allow_again", subject: bounced.to },
    { action: "mail.send_again", subject: `mail ${held.messageId}` },
  ]);
});

test("a bounce of which the provider cannot say whether it lasts does not close the address", async () => {
  const { messageId, providerId, to } = await sentMail();
  await receive(callOf("bounced", providerId, { bounce: { type: "Undetermined", message: "who knows" } }));
  expect((await mails.row(messageId)).state).toBe("bounced");
  expect(await mails.suppressed()).not.toContain(to);
});

test("a report finds its mail by the reference that it bears, where the answer with the provider's id got lost", async () => {
  const { messageId, to } = await mails.queue();
  server.setMode("takes and is silent");
  await deliverMail(mails.withPort(createResend({ ...config, timeoutMs: 200 })), messageId);
  server.setMode("well");
  const tags = server.arrived.at(-1)?.tags ?? {};
  await receive(callOf("bounced", `re-${server.arrived.length}`, { ...hard, tags }));
  const calls = server.calls.length;
  await deliverMail(backend, messageId, new Date(Date.now() + 3_600_000));
  expect(server.calls).toHaveLength(calls);
  expect((await mails.row(messageId)).state).toBe("bounced");
  expect(await mails.suppressed()).toContain(to);
  const again = await mails.queue();
  await receive(callOf("bounced", "re-of-nobody", { ...hard, tags: { reference: `${again.messageId}-1` } }));
  expect(await deliverMail(backend, again.messageId)).toBe("sent");
});

test("a mail that bounced is sent again once its address is open, unless its link is forgotten", async () => {
  const scope = { ...(await createScope(mails.backend)), backend };
  const again = (id: string) => inPlatform(backend.database, (db) => sendAgain({ ...scope, db }, id));
  const linked = await sentMail();
  await receive(callOf("bounced", linked.providerId, soft));
  expect(await codeOf(again(linked.messageId))).toBe("request_conflict");
  const view = await inPlatform(backend.database, (db) => readMail(backend, db, linked.messageId));
  expect(view).toMatchObject({ state: "bounced", isLinkForgotten: true });
  const plain = await sentMail();
  await mails.db.owner.query(
    `UPDATE mail_message SET template = 'test-mail', props = '{"host":"a.example","at":"2026-11-20T10:00:00.000Z"}' WHERE id = $1`,
    [plain.messageId],
  );
  await receive(callOf("bounced", plain.providerId, soft));
  expect(await codeOf(again(plain.messageId))).toBe("taken");
  expect(await deliverMail(backend, plain.messageId)).toBe("sent");
  // What is reported of the first attempt is no longer this mail's.
  await receive(callOf("complained", plain.providerId));
  expect((await mails.row(plain.messageId)).state).toBe("sent");
});

test("a report that we follow and cannot read is answered as a failure, and comes again", async () => {
  const call = signed({ type: "email.bounced", created_at: 5, data: {} });
  expect(await codeOf(receive(call))).toBe("bad_input");
});

test("a complaint closes the address as well", async () => {
  const { providerId, to } = await sentMail();
  await receive(callOf("complained", providerId));
  expect(await mails.suppressed()).toContain(to);
});

test("forged, stale, truncated and unsigned calls are refused and change nothing", async () => {
  const { messageId, providerId } = await sentMail();
  const good = callOf("bounced", providerId, hard);
  const other = callOf("delivered", providerId);
  const wrong = [
    { headers: good.headers, body: good.body.replace("Permanent", "Transient") },
    { headers: good.headers, body: good.body.slice(0, -10) },
    { headers: good.headers, body: "" },
    { headers: other.headers, body: good.body },
    { headers: new Headers(), body: good.body },
    { headers: new Headers({ ...Object.fromEntries(good.headers), "svix-signature": "v1,AAAA" }), body: good.body },
    callOf("bounced", providerId, hard, new Date(Date.now() - 3_600_000)),
    callOf("bounced", providerId, hard, new Date(Date.now() + 3_600_000)),
  ];
  for (const call of wrong) expect(await codeOf(receive(call))).toBe("signature_invalid");
  expect((await mails.row(messageId)).state).toBe("sent");
});

test("signed calls that tell nothing of a mail of ours, or nothing we follow, are answered and change nothing", async () => {
  const { messageId, providerId } = await sentMail();
  expect(await codeOf(receive(callOf("opened", providerId)))).toBe("taken");
  expect(await codeOf(receive(callOf("bounced", "re-of-somebody-else", hard)))).toBe("taken");
  expect((await mails.row(messageId)).state).toBe("sent");
  expect(await mails.suppressed()).not.toContain("someone@people.example");
});

test("where no provider calls nobody's call is taken; without the secret it may come again", async () => {
  expect(await codeOf(receiveMailWebhook(mails.backend, new Headers(), "{}"))).toBe("signature_invalid");
  const secretless = mails.withPort(createResend({ apiKey: server.apiKey, from: "a@b.example", baseUrl: server.url }));
  expect(await codeOf(receiveMailWebhook(secretless, new Headers(), "{}"))).toBe("unavailable");
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
