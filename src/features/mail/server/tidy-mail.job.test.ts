import { afterAll, beforeAll, expect, test } from "vitest";
import { createMailFixture, type MailFixture } from "../testing/mail-fixture";
import { deliverMail } from "./deliver-mail.job";
import { tidyMail } from "./tidy-mail.job";

let mails: MailFixture;
beforeAll(async () => {
  mails = await createMailFixture();
});
afterAll(() => mails.close());

test("a key is never used twice, also when its mail was deleted long ago", async () => {
  const first = await mails.queue({ key: "an invoice of last year" });
  await deliverMail(mails.backend, first.messageId);
  await tidyMail(mails.backend, days(200));
  await expect(mails.row(first.messageId)).rejects.toThrow("no such mail");
  expect(await mails.queue({ key: "an invoice of last year" })).toMatchObject({ messageId: first.messageId });
  await expect(mails.row(first.messageId)).rejects.toThrow("no such mail");
});

const days = (count: number) => new Date(Date.now() + count * 24 * 3_600_000);

test("links are forgotten when they open nothing any more, mails and reports after half a year, waiting ones never", async () => {
  const dead = await mails.queue({ useBefore: days(1) });
  const live = await mails.queue({ useBefore: days(3) });
  const waiting = await mails.queue();
  for (const { messageId } of [dead, live]) await deliverMail(mails.backend, messageId);
  await mails.db.owner.query(
    "INSERT INTO mail_delivery (event_id, provider, provider_id, kind, happened_at, received_at) VALUES ('e', 'resend', 'p', 'delivered', now(), now())",
  );
  expect(await tidyMail(mails.backend, days(2))).toEqual({ links: 1, mails: 0, reports: 0 });
  expect((await mails.row(dead.messageId)).secrets).toBeNull();
  expect((await mails.row(live.messageId)).secrets).not.toBeNull();
  expect(await tidyMail(mails.backend, days(200))).toEqual({ links: 1, mails: 2, reports: 1 });
  expect((await mails.row(waiting.messageId)).state).toBe("queued");
});
