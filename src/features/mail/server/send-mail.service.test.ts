import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inPlatform, inTransaction } from "~/server/db";
import { createScope } from "~/testing/scope";
import { createMailFixture, type MailFixture } from "../testing/mail-fixture";
import { deliverMail } from "./deliver-mail.job";
import { readMail } from "./read-mail.service";
import { sendMail } from "./send-mail.service";

let mails: MailFixture;
beforeAll(async () => {
  mails = await createMailFixture();
});
afterAll(() => mails.close());

const testMail = (key: string, orgId: string | null = null) => ({
  template: "test-mail" as const,
  props: { host: "counterpart.example", at: "2026-11-20T10:00:00.000Z" },
  to: "Mira@People.Example",
  locale: "ru" as const,
  orgId,
  key,
});
const eventsOf = async (messageId: string) => {
  const { rows } = await mails.db.owner.query("SELECT name FROM event_outbox WHERE data->>'messageId' = $1", [
    messageId,
  ]);
  return rows;
};

test("a mail and its event exist if and only if the caller's transaction commits", async () => {
  const kept = await inTransaction(mails.backend.database.pool, (tx) => sendMail(tx, testMail("committed")));
  expect(await mails.row(kept.messageId)).toMatchObject({ state: "queued", to_address: "mira@people.example" });
  expect(await eventsOf(kept.messageId)).toEqual([{ name: "mail/message.queued" }]);
  let lost = "";
  await inTransaction(mails.backend.database.pool, async (tx) => {
    lost = (await sendMail(tx, testMail("rolled back"))).messageId;
    throw new Error("the caller fails");
  }).catch(() => undefined);
  expect(await eventsOf(lost)).toEqual([]);
  await expect(mails.row(lost)).rejects.toThrow("no such mail");
});

test("one key is one mail and one event, also when asked for twenty times at once", async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => inPlatform(mails.backend.database, (tx) => sendMail(tx, testMail("once")))),
  );
  const ids = new Set(answers.map(({ messageId }) => messageId));
  expect(ids.size).toBe(1);
  expect(await eventsOf([...ids][0] ?? "")).toHaveLength(1);
});

test("a member's transaction queues mails of its organisation and reads none", async () => {
  const scope = await createScope(mails.backend);
  const { messageId } = await scope.inOrg((tx) => sendMail(tx, testMail(randomUUID(), scope.orgId)));
  expect((await mails.row(messageId)).state).toBe("queued");
  await expect(scope.inOrg((tx) => tx.$queryRaw`SELECT id FROM mail_message`)).rejects.toThrow(/42501/);
  const other = await createScope(mails.backend);
  await expect(scope.inOrg((tx) => sendMail(tx, testMail(randomUUID(), other.orgId)))).rejects.toThrow(/CP001/);
});

test("an address or props that do not fit are refused before anything is written", async () => {
  const send = (wrong: object) =>
    inPlatform(mails.backend.database, (tx) => sendMail(tx, { ...testMail(randomUUID()), ...wrong }));
  await expect(send({ to: "nobody" })).rejects.toThrow();
  await expect(send({ to: "a@b.example\nBcc: c@d.example" })).rejects.toThrow();
  await expect(send({ props: { host: 5 } })).rejects.toThrow();
});

test("in the mailbox a mail is delivered by staying: whoever looks reads it whole, its link included", async () => {
  const { messageId } = await mails.queue();
  expect(await deliverMail(mails.backend, messageId)).toBe("delivered");
  expect(await deliverMail(mails.backend, messageId)).toBeNull();
  const view = await inPlatform(mails.backend.database, (tx) => readMail(mails.backend, tx, messageId));
  expect(view).toMatchObject({ state: "delivered", isLinkWithheld: false, subject: "Choose a new password" });
  expect(view.content?.text).toMatch(/token=[0-9a-f-]{36}/);
  expect(view.content?.html).toContain("default-src 'none'");
});

test("a mail bears its organisation's name where it has one", async () => {
  const scope = await createScope(mails.backend);
  const { messageId } = await scope.inOrg((tx) => sendMail(tx, testMail(randomUUID(), scope.orgId)));
  const view = await inPlatform(mails.backend.database, (tx) => readMail(mails.backend, tx, messageId));
  expect(view.content?.text).toContain(scope.org.name);
  expect(view.orgName).toBe(scope.org.name);
});

test("an organisation's mail shows its logo from where programs without a session get it", async () => {
  const scope = await createScope(mails.backend);
  const fileId = randomUUID();
  await mails.db.owner.query(
    `INSERT INTO stored_file (id, org_id, user_id, purpose, state, key, name, content_type, size, sha256, claimed_at)
     VALUES ($1, $2, $3, 'logo', 'ready', $4, 'logo.webp', 'image/webp', 10, 'none', now())`,
    [fileId, scope.orgId, scope.userId, `files/${fileId}/logo`],
  );
  await mails.db.owner.query("UPDATE organization SET logo_file_id = $1 WHERE id = $2", [fileId, scope.orgId]);
  const { messageId } = await scope.inOrg((tx) => sendMail(tx, testMail(randomUUID(), scope.orgId)));
  const view = await inPlatform(mails.backend.database, (tx) => readMail(mails.backend, tx, messageId));
  const address = new URL(`/api/logos/${fileId}`, mails.backend.settings.appUrl).href;
  expect(view.content?.html).toContain(`<img alt="" height="28" src="${address}"`);
  expect(view.content?.html).toContain(`img-src data: ${new URL("/api/logos/", address).href};`);
});

test("a mail that can no longer be written is kept with the reason, and does not hold up the others", async () => {
  const { messageId } = await mails.queue();
  await mails.db.owner.query("UPDATE mail_message SET template = 'of another version' WHERE id = $1", [messageId]);
  expect(await deliverMail(mails.backend, messageId)).toBe("failed");
  expect((await mails.row(messageId)).error).toMatch(/cannot be written/);
  const view = await inPlatform(mails.backend.database, (tx) => readMail(mails.backend, tx, messageId));
  expect(view.content).toBeNull();
});
