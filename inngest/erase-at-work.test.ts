import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMailbox } from "~/adapters/mail/mailbox";
import { makeTitle } from "~/features/chat/server/titles.job";
import { type ChatFixture, message, startChat } from "~/features/chat/testing/chat-fixture";
import { sendAndRead } from "~/features/chat/testing/read-stream";
import { violations } from "~/features/ledger/testing/ledger-fixture";
import { deliverMail } from "~/features/mail/server/deliver-mail.job";
import { orgTables } from "~/features/offboarding/org-tables";
import { eraseOrganization } from "~/features/offboarding/server/erase-organizations.job";
import type { Backend, OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";

let chat: ChatFixture;
beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

/** Its day has come, at once. */
async function doom({ orgId }: OrgScope): Promise<void> {
  await chat.db.owner.query("UPDATE organization SET delete_after = now() WHERE id = $1", [orgId]);
}

/** Tables where something of it is left, of those where nothing may be. */
async function left({ orgId }: OrgScope): Promise<string[]> {
  const found: string[] = [];
  for (const { name, fate } of orgTables) {
    if (fate === "kept") continue;
    const { rowCount } = await chat.db.owner.query(`SELECT FROM "${name}" WHERE org_id = $1`, [orgId]);
    if (rowCount !== 0) found.push(name);
  }
  return found;
}

test("an answer that is being written while its organisation is erased ends: what was delivered is booked, nothing of it stays", async () => {
  const scope = await chat.member();
  chat.server.setStandard({ tokens: 1_000, msPerToken: 10 });
  const reader = await sendAndRead(scope, message("Write while it goes"));
  await sleep(300);
  await doom(scope);
  expect(await eraseOrganization(chat.backend, scope.orgId)).toBe(true);
  // The reader is let go, and the provider is not paid for what nobody may read.
  await reader.bytes;
  await expect.poll(() => chat.server.requests.at(-1)?.aborted, { timeout: 5_000 }).toBe(true);
  await expect.poll(() => chat.openHolds(scope), { timeout: 20_000 }).toBe(0);
  expect(await left(scope)).toEqual([]);
  expect(await violations(chat.db.owner)).toEqual([]);
}, 40_000);

test("a job that is at a model while its organisation is erased ends, and writes nothing", async () => {
  const scope = await chat.member();
  const sent = message("Name this");
  await (await sendAndRead(scope, sent)).bytes;
  chat.server.next({ text: "A name that comes too late", msPerToken: 100 });
  const asked = chat.server.requests.length;
  const naming = Promise.allSettled([makeTitle(chat.backend, sent.answerId)]);
  await expect.poll(() => chat.server.requests.length).toBe(asked + 1);
  await doom(scope);
  expect(await eraseOrganization(chat.backend, scope.orgId)).toBe(true);
  await naming;
  expect(await left(scope)).toEqual([]);
  expect(await chat.openHolds(scope)).toBe(0);
  // Tried again, it finds nothing to do.
  expect(await makeTitle(chat.backend, sent.answerId)).toEqual({ outcome: "named_already" });
});

test("a mail that is being handed over while its organisation is erased leaves no row", async () => {
  const scope = await chat.member();
  await callerOf(scope).offboarding.askDeletion({ name: scope.org.name });
  const { rows } = await chat.db.owner.query<{ id: string }>("SELECT id FROM mail_message WHERE org_id = $1", [
    scope.orgId,
  ]);
  await doom(scope);
  const mailbox = createMailbox();
  let wasErased = false;
  const backend: Backend = {
    ...chat.backend,
    ports: {
      ...chat.backend.ports,
      mail: {
        ...mailbox,
        send: async (outgoing) => {
          wasErased = await eraseOrganization(chat.backend, scope.orgId);
          return mailbox.send(outgoing);
        },
      },
    },
  };
  // Before its day the mail says what is true; one that comes too late is not sent at all.
  await chat.db.owner.query("UPDATE mail_message SET use_before = now() + interval '1 day' WHERE org_id = $1", [
    scope.orgId,
  ]);
  await deliverMail(backend, rows[0]?.id ?? "");
  expect(wasErased).toBe(true);
  expect(await left(scope)).toEqual([]);
  expect(await deliverMail(backend, rows[0]?.id ?? "")).toBeNull();
});

test("at the very edge of its day an organisation is had back whole or erased whole, never both and never half", async () => {
  const scopes = await Promise.all(Array.from({ length: 12 }, () => chat.member()));
  const outcomes = await Promise.all(
    scopes.map(async (scope, n) => {
      await callerOf(scope).offboarding.askDeletion({ name: scope.org.name });
      // Some of the days end a little before both come, some a little after.
      await chat.db.owner.query(
        "UPDATE organization SET delete_after = clock_timestamp() + $2::interval WHERE id = $1",
        [scope.orgId, `${n * 6} milliseconds`],
      );
      await sleep(30);
      const [undone, erased] = await Promise.allSettled([
        callerOf(scope).offboarding.undoDeletion(),
        eraseOrganization(chat.backend, scope.orgId),
      ]);
      return { scope, undone: undone.status === "fulfilled", erased: erased.status === "fulfilled" && erased.value };
    }),
  );
  for (const { scope, undone, erased } of outcomes) {
    // Neither is possible: its day came after the job had looked and before the owner had asked.
    expect(undone && erased).toBe(false);
    const { rows } = await chat.db.owner.query(
      `SELECT o.erased_at IS NOT NULL AS erased, o.delete_after IS NULL AS kept, c.status,
         (SELECT count(*)::int FROM membership m WHERE m.org_id = o.id) AS members
       FROM organization o JOIN credit_account c ON c.org_id = o.id WHERE o.id = $1`,
      [scope.orgId],
    );
    expect(rows[0]).toEqual({
      erased,
      kept: undone,
      status: undone ? "active" : "frozen",
      members: erased ? 0 : 1,
    });
  }
});

test("an id that nothing has, and one of an organisation that nobody wants gone, erase nothing", async () => {
  const scope = await chat.member();
  for (const id of [randomUUID(), scope.orgId]) expect(await eraseOrganization(chat.backend, id)).toBe(false);
  expect(await left(scope)).toContain("membership");
});
