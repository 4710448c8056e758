import { randomUUID } from "node:crypto";
import { InngestTestEngine } from "@inngest/test";
import type { InngestFunction } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobNames } from "~/features/admin/job-names";
import { type ChatFixture, demoModel, message, startChat } from "~/features/chat/testing/chat-fixture";
import { sendAndRead } from "~/features/chat/testing/read-stream";
import { sendMail as queueMail } from "~/features/mail/server/send-mail.service";
import { messages } from "~/messages";
import { inPlatform } from "~/server/db";
import type { EventEnvelope } from "~/server/events";
import { useBackend } from "~/testing/use-backend";
import { functions } from "./functions";
import { forgetExpired } from "./functions/accounts";
import { nameConversation } from "./functions/chat";
import { checkLedger, expireLots, rebuildRollups, sweepHolds } from "./functions/ledger";
import { sendMail } from "./functions/mail";
import { forgetDelivered, systemPong } from "./functions/system";

let chat: ChatFixture;
beforeAll(async () => {
  chat = await startChat();
  useBackend(chat.backend);
});
afterAll(async () => {
  useBackend(undefined);
  await chat.close();
});

/** Runs a function once, from its first step to its last, for the event or for the clock. */
function run(fn: InngestFunction.Any, data?: EventEnvelope) {
  const [trigger] = fn.opts.triggers ?? [];
  const name = typeof trigger?.event === "string" ? trigger.event : "inngest/scheduled.timer";
  const events: [{ id: string; name: string; data: object }] = [{ id: randomUUID(), name, data: data ?? {} }];
  return new InngestTestEngine({ function: fn, events }).execute();
}

function envelope(payload: object, changed: Partial<EventEnvelope> = {}): EventEnvelope {
  return { version: 1, orgId: null, payload, ...changed };
}

test("ids are unique, and no function uses an option that the worker does not have", () => {
  const ids = functions.map((each) => each.id());
  expect(new Set(ids).size).toBe(ids.length);
  const known = ["id", "name", "triggers", "retries", "concurrency", "onFailure", "cancelOn", "idempotency"];
  for (const { opts } of functions) expect(Object.keys(opts).filter((name) => !known.includes(name))).toEqual([]);
});

test("a ping is answered, and one that is told to fail fails for good", async () => {
  const nonce = randomUUID();
  await chat.db.owner.query("INSERT INTO job_ping (nonce, asked_at) VALUES ($1, now())", [nonce]);
  expect((await run(systemPong, envelope({ nonce }))).error).toBeUndefined();
  const { rows } = await chat.db.owner.query("SELECT answered_at FROM job_ping WHERE nonce = $1", [nonce]);
  expect(rows[0].answered_at).toBeInstanceOf(Date);
  expect((await run(systemPong, envelope({ nonce, fail: true }))).error).toMatchObject({ name: "NonRetriableError" });
});

test("a message of another version, shape or without an envelope is refused before anything is done, for good", async () => {
  const scope = await chat.member();
  const sent = message("Hello", { modelId: demoModel });
  await (await sendAndRead(scope, sent)).bytes;
  const { answerId } = sent;
  const poison = [envelope({ answerId }, { version: 2 }), envelope({ answerId: "no id" }), undefined];
  for (const data of poison) {
    expect((await run(nameConversation, data)).error).toMatchObject({ name: "NonRetriableError" });
  }
  const title = async () =>
    (await chat.db.owner.query("SELECT title_state FROM conversation WHERE id = $1", [sent.conversationId])).rows[0];
  expect(await title()).toEqual({ title_state: "pending" });
  expect(await chat.charges(scope)).toHaveLength(1);
  expect((await run(nameConversation, envelope({ answerId }))).result).toEqual({ outcome: "made" });
  expect((await run(nameConversation, envelope({ answerId }))).result).toEqual({ outcome: "named_already" });
});

test("a queued mail is sent by its event", async () => {
  const to = `${randomUUID()}@people.example`;
  const { messageId } = await inPlatform(chat.backend.database, (db) =>
    queueMail(db, {
      template: "password-changed",
      props: { name: "Ada", email: to, at: "2026-11-20T10:00:00Z", forgotUrl: "http://localhost/forgot-password" },
      to,
      locale: "en",
      orgId: null,
      key: randomUUID(),
    }),
  );
  expect((await run(sendMail, envelope({ messageId }))).error).toBeUndefined();
  const { rows } = await chat.db.owner.query("SELECT state FROM mail_message WHERE id = $1", [messageId]);
  expect(rows[0]).toEqual({ state: "delivered" });
});

test("what the clock begins does its work, and says in numbers that survive JSON what it did", async () => {
  for (const fn of [sweepHolds, expireLots, rebuildRollups, forgetDelivered]) {
    const { result, error } = await run(fn);
    expect(error).toBeUndefined();
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  }
});

test("sessions and links are forgotten a day after their time, and not before", async () => {
  const { owner } = chat.db;
  await owner.query("INSERT INTO auth_user (id, name, email) VALUES ('u', 'U', 'u@people.example')");
  await owner.query(`
    INSERT INTO auth_session (id, token, user_id, expires_at) VALUES ('old', 'a', 'u', now() - interval '25 hours'),
      ('recent', 'b', 'u', now() - interval '23 hours'), ('valid', 'c', 'u', now() + interval '1 hour')`);
  expect((await run(forgetExpired)).result).toMatchObject({ sessions: 1 });
  const { rows } = await owner.query("SELECT id FROM auth_session ORDER BY id");
  expect(rows.map(({ id }) => id)).toEqual(["recent", "valid"]);
});

test("a violated ledger is an alarm: kept with what was found, and in the audit log once, until it changes", async () => {
  const { owner } = chat.db;
  const alarms = async () =>
    (await owner.query("SELECT actor_role, after FROM audit_event WHERE action = 'ledger.alarm'")).rows;
  const { result } = await run(checkLedger);
  expect(result).toMatchObject({ violations: 0 });
  expect(await alarms()).toEqual([]);
  const { orgId } = await chat.member();
  await owner.query("ALTER TABLE credit_account DISABLE TRIGGER USER");
  await owner.query("UPDATE credit_account SET posted_ucr = posted_ucr + 1 WHERE org_id = $1", [orgId]);
  for (let hour = 0; hour < 2; hour += 1) {
    const found = (await run(checkLedger)).result;
    expect(found).toMatchObject({ violations: expect.any(Number) });
    expect(found).not.toMatchObject({ violations: 0 });
  }
  const kept = await alarms();
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatchObject({ actor_role: "system" });
  expect(JSON.stringify(kept[0])).toContain(orgId);
  await owner.query("UPDATE credit_account SET posted_ucr = posted_ucr - 1 WHERE org_id = $1", [orgId]);
  expect((await run(checkLedger)).result).toMatchObject({ violations: 0 });
  const { rows } = await owner.query("SELECT requested_by FROM ledger_check_run");
  expect(rows).toHaveLength(4);
});

test("every function has a name in the reader's language", () => {
  expect(functions.map((each) => each.id()).sort()).toEqual([...jobNames].sort());
  for (const { jobs } of [messages.en, messages.ru])
    expect(Object.keys(jobs.functions).sort()).toEqual([...jobNames].sort());
});
