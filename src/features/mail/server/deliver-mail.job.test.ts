import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createResend } from "~/adapters/mail/resend";
import { createSmtp } from "~/adapters/mail/smtp";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { type ResendServer, startResendServer } from "~/testing/mail-server/resend-server";
import { type SmtpInbox, startSmtpInbox } from "~/testing/mail-server/smtp-inbox";
import { createMailFixture, type MailFixture } from "../testing/mail-fixture";
import { deliverMail } from "./deliver-mail.job";
import { readMail } from "./read-mail.service";
import { sweepMail } from "./sweep-mail.job";

const from = "post@counterpart.example";
const timeoutMs = 250;
const [minute, hour] = [60_000, 3_600_000];
let mails: MailFixture;
let server: ResendServer;
let inbox: SmtpInbox;
let resend: Backend;
let smtp: Backend;
let away: Backend;

beforeAll(async () => {
  [server, inbox] = [await startResendServer(), await startSmtpInbox()];
  mails = await createMailFixture();
  const keys = { apiKey: server.apiKey, from, timeoutMs };
  resend = mails.withPort(createResend({ ...keys, baseUrl: server.url }));
  away = mails.withPort(createResend({ ...keys, baseUrl: "http://127.0.0.1:1" }));
  smtp = mails.withPort(createSmtp({ url: inbox.url, from, timeoutMs }));
});
afterEach(async () => {
  server.setMode("well");
  inbox.setMode("well");
  await mails.db.owner.query("DELETE FROM mail_message; DELETE FROM mail_suppression");
});
afterAll(async () => {
  await mails.close();
  await Promise.all([server.close(), inbox.close()]);
});

const arrivedAt = (to: string) => server.arrived.filter((mail) => mail.to === to).length;
const later = (ms: number) => new Date(Date.now() + ms);

test("a mail that was taken is sent, its link is forgotten here, and nobody in the console can read it", async () => {
  const { messageId, to } = await mails.queue();
  expect(await deliverMail(resend, messageId)).toBe("sent");
  expect(arrivedAt(to)).toBe(1);
  expect(server.arrived.at(-1)?.text).toMatch(/token=/);
  expect(await mails.row(messageId)).toMatchObject({ state: "sent", secrets: null, provider_id: expect.any(String) });
  const view = await inPlatform(resend.database, (tx) => readMail(resend, tx, messageId));
  expect(view).toMatchObject({ isLinkWithheld: true });
  expect(`${view.content?.html}${view.content?.text}`).not.toMatch(/token=/);
});

test("not even a mail that still waits shows its link, where a provider will carry it", async () => {
  const { messageId } = await mails.queue();
  const view = await inPlatform(resend.database, (tx) => readMail(resend, tx, messageId));
  expect(`${view.content?.html}${view.content?.text}`).not.toMatch(/token=/);
});

test("twenty workers that get the same event send one mail", async () => {
  const { messageId, to } = await mails.queue();
  const states = await Promise.all(Array.from({ length: 20 }, () => deliverMail(resend, messageId)));
  expect(states.filter((state) => state !== null)).toEqual(["sent"]);
  expect(arrivedAt(to)).toBe(1);
});

test("mail down for a day: every mail arrives once it is back, none twice, and each tried less and less often", async () => {
  const queued = [await mails.queue(), await mails.queue(), await mails.queue()];
  for (const { messageId } of queued) expect(await deliverMail(away, messageId)).toBe("queued");
  let at = 0;
  for (; at < 24 * hour; at += 10 * minute) await sweepMail(away, later(at));
  const { attempts } = await mails.row(queued[0]?.messageId ?? "");
  expect(attempts).toBeGreaterThan(15);
  expect(attempts).toBeLessThan(45);
  for (let n = 0; n < 12; n++, at += 10 * minute) await sweepMail(resend, later(at));
  for (const { messageId, to } of queued) {
    expect((await mails.row(messageId)).state).toBe("sent");
    expect(arrivedAt(to)).toBe(1);
  }
});

test("answers that get lost for half a day, by a provider that has the mail: it arrives once", async () => {
  const { messageId, to } = await mails.queue();
  server.setMode("takes and is silent");
  expect(await deliverMail(resend, messageId)).toBe("queued");
  server.setMode("broken");
  for (let at = hour; at < 12 * hour; at += 2 * hour) await sweepMail(resend, later(at));
  server.setMode("well");
  await sweepMail(resend, later(14 * hour));
  expect((await mails.row(messageId)).state).toBe("sent");
  expect(arrivedAt(to)).toBe(1);
});

test("once the provider has forgotten the key, an unclear mail is not repeated but shown", async () => {
  const { messageId, to } = await mails.queue();
  server.setMode("takes and babbles");
  await deliverMail(resend, messageId);
  server.setMode("broken");
  for (let at = hour; at < 24 * hour; at += hour) await sweepMail(resend, later(at));
  server.setMode("well");
  server.advance(25 * hour);
  await sweepMail(resend, later(25 * hour));
  expect(await mails.row(messageId)).toMatchObject({ state: "failed", error: expect.stringContaining("not known") });
  expect(arrivedAt(to)).toBe(1);
});

test("a sender that dies in the middle leaves a mail that is sent after its lease, once", async () => {
  const { messageId, to } = await mails.queue();
  await deliverMail(resend, messageId);
  await mails.db.owner.query(
    "UPDATE mail_message SET state = 'sending', lease_until = now() + interval '1 minute', provider_id = NULL, secrets = '{\"url\":\"http://localhost/x\"}' WHERE id = $1",
    [messageId],
  );
  expect((await sweepMail(resend, later(0))).tried).toBe(0);
  await sweepMail(resend, later(2 * minute));
  expect((await mails.row(messageId)).state).toBe("sent");
  expect(arrivedAt(to)).toBe(1);
});

test("SMTP knows no keys: a mail of which nobody knows whether it arrived is not sent again by itself", async () => {
  const { messageId, to } = await mails.queue();
  inbox.setMode("takes and is silent");
  expect(await deliverMail(smtp, messageId)).toBe("failed");
  inbox.setMode("well");
  await sweepMail(smtp, later(hour));
  expect(inbox.arrived.filter((mail) => mail.to === to)).toHaveLength(1);
  expect((await mails.row(messageId)).error).toMatch(/not known/);
});

test("an address that the server says does not exist is not written to again", async () => {
  const { messageId, to } = await mails.queue();
  inbox.setMode("no such address");
  expect(await deliverMail(smtp, messageId)).toBe("bounced");
  inbox.setMode("well");
  const next = await mails.queue({ to });
  expect(await deliverMail(smtp, next.messageId)).toBe("suppressed");
  expect(await mails.suppressed()).toEqual([to]);
  expect(inbox.arrived.filter((mail) => mail.to === to)).toEqual([]);
});

test("a busy provider is asked again no sooner than it wanted", async () => {
  const { messageId } = await mails.queue();
  server.setMode("busy");
  const now = new Date();
  expect(await deliverMail(resend, messageId, now)).toBe("queued");
  expect((await mails.row(messageId)).next_attempt_at.getTime()).toBeGreaterThanOrEqual(now.getTime() + 90_000);
});

test("what is refused for good, and what came too late, is not tried again", async () => {
  const refused = await mails.queue();
  server.setMode("refuses");
  expect(await deliverMail(resend, refused.messageId)).toBe("failed");
  server.setMode("well");
  expect(await deliverMail(resend, refused.messageId, later(hour))).toBeNull();
  const late = await mails.queue({ useBefore: later(hour) });
  expect(await deliverMail(resend, late.messageId, later(2 * hour))).toBe("failed");
  expect(arrivedAt(late.to)).toBe(0);
});

test("a backlog goes in batches; one bad mail among them does not keep the others", async () => {
  const queued = await Promise.all(Array.from({ length: 5 }, () => mails.queue()));
  const before = server.calls.length;
  await sweepMail(resend, later(minute));
  expect(server.calls.slice(before)).toEqual([{ path: "/emails/batch", key: expect.any(String), mails: 5 }]);
  for (const { messageId, to } of queued) {
    expect(await mails.row(messageId)).toMatchObject({ state: "sent", secrets: null });
    expect(arrivedAt(to)).toBe(1);
  }
  const more = await Promise.all(Array.from({ length: 3 }, () => mails.queue()));
  server.setMode("refuses");
  await sweepMail(resend, later(minute));
  server.setMode("well");
  await sweepMail(resend, later(2 * minute));
  for (const { messageId, to } of more) {
    expect((await mails.row(messageId)).state).toBe("sent");
    expect(arrivedAt(to)).toBe(1);
  }
});

test("a batch whose answer got lost is repeated as that batch, and arrives once", async () => {
  const queued = await Promise.all(Array.from({ length: 4 }, () => mails.queue()));
  server.setMode("takes and is silent");
  await sweepMail(resend, later(minute));
  server.setMode("well");
  const [first] = queued;
  // An event that comes late must not pull one of them out of the batch.
  expect(await deliverMail(resend, first?.messageId ?? "", later(hour))).toBeNull();
  await Promise.all([sweepMail(resend, later(hour)), sweepMail(resend, later(hour))]);
  for (const { messageId, to } of queued) {
    expect((await mails.row(messageId)).state).toBe("sent");
    expect(arrivedAt(to)).toBe(1);
  }
});

/** The sweep as it runs, once a minute. */
async function sweepMinutely(from: number, minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n++) await sweepMail(resend, later(from + n * minute));
}

test.each(["silent", "takes and is silent", "takes and answers 504"] as const)(
  "a batch of which nobody knows (%s) goes out as a whole or not at all, and every mail of it arrives once",
  async (mode) => {
    const queued = await Promise.all(Array.from({ length: 30 }, () => mails.queue()));
    server.setMode(mode);
    await sweepMail(resend, later(minute));
    server.setMode("well");
    const before = server.calls.length;
    await sweepMinutely(minute + 30_000, 4);
    expect(server.calls.slice(before).map((call) => call.mails)).toEqual([30]);
    for (const { messageId, to } of queued) {
      expect(arrivedAt(to)).toBe(1);
      expect((await mails.row(messageId)).state).toBe("sent");
    }
  },
);

test.each(["silent", "takes and is silent"] as const)(
  "of an unclear batch (%s) the rest goes on under its key when one mail's link has expired meanwhile",
  async (mode) => {
    const dying = await mails.queue({ useBefore: later(3 * minute) });
    const others = [await mails.queue(), await mails.queue()];
    server.setMode(mode);
    await sweepMail(resend, later(minute));
    server.setMode("well");
    await sweepMinutely(4 * minute, 3);
    for (const { messageId, to } of others) {
      expect(arrivedAt(to)).toBe(1);
      expect((await mails.row(messageId)).state).toBe("sent");
    }
    expect((await mails.row(dying.messageId)).state).toBe("failed");
  },
);

test("a sender that dies while it writes down how a batch ended leaves the rest to be found as taken", async () => {
  const queued = await Promise.all(Array.from({ length: 3 }, () => mails.queue()));
  await sweepMail(resend, later(minute));
  const [, ...unwritten] = queued;
  await mails.db.owner.query(
    `UPDATE mail_message SET state = 'sending', lease_until = now() + interval '2 minutes', provider_id = NULL,
       batch_key = $2, secrets = '{"url":"http://localhost/x"}' WHERE id = ANY ($1::uuid[])`,
    [unwritten.map(({ messageId }) => messageId), server.calls.at(-1)?.key],
  );
  await sweepMinutely(2 * minute, 4);
  for (const { messageId, to } of unwritten) {
    expect(arrivedAt(to)).toBe(1);
    expect((await mails.row(messageId)).state).toBe("sent");
  }
});

test("a key that was used, by whoever, makes no mail sent that was never handed over", async () => {
  const first = await mails.queue({ key: "the same key" });
  await deliverMail(resend, first.messageId);
  await mails.db.owner.query("DELETE FROM mail_message WHERE id = $1", [first.messageId]);
  const { messageId, to } = await mails.queue({ key: "the same key" });
  expect(await deliverMail(resend, messageId)).toBe("failed");
  expect(arrivedAt(to)).toBe(0);
});

test("an unclear mail is not repeated to an address that bounced meanwhile, but shown", async () => {
  const { messageId, to } = await mails.queue();
  server.setMode("takes and is silent");
  await deliverMail(resend, messageId);
  server.setMode("well");
  await mails.db.owner.query(
    "INSERT INTO mail_suppression (address, reason, created_at) VALUES ($1, 'bounced', now())",
    [to],
  );
  const before = server.calls.length;
  await sweepMail(resend, later(hour));
  expect(server.calls).toHaveLength(before);
  expect(await mails.row(messageId)).toMatchObject({ state: "failed", error: expect.stringContaining("not known") });
});
