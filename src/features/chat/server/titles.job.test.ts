import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { readEvent } from "~/server/events";
import { callerOf } from "~/testing/caller";
import { titleWanted } from "../chat.events";
import { type ChatFixture, demoModel, message, startChat } from "../testing/chat-fixture";
import { sendAndRead } from "../testing/read-stream";
import { recoverAnswers } from "./recover-answers.job";
import { keepFirstWords, makeTitle } from "./titles.job";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

test("a conversation is named once, by its own model, after its first answer, and the name is paid for", async () => {
  const scope = await chat.member();
  chat.server.next({ text: "An answer." }, { text: '"Rates to Rotterdam."\n' });
  const sent = message("What does it cost to ship to Rotterdam?");
  await (await sendAndRead(scope, sent)).bytes;
  const [answerId] = await wanted(scope);
  expect(answerId).toBe(sent.answerId);
  const outcomes = await Promise.allSettled([
    makeTitle(chat.backend, sent.answerId),
    makeTitle(chat.otherProcess(), sent.answerId),
  ]);
  expect(outcomes).toContainEqual({ status: "fulfilled", value: { outcome: "made" } });
  expect(await makeTitle(chat.backend, sent.answerId)).toEqual({ outcome: "named_already" });
  expect(await titleOf(scope, sent.conversationId)).toEqual({ title: "Rates to Rotterdam", titleState: "made" });
  const charges = await chat.charges(scope);
  expect(charges.map(({ purpose }) => purpose)).toEqual(["chat", "title"]);
  const { items } = await callerOf(scope).chat.list({});
  expect(items[0]?.totalUcr).toBe(charges.reduce((sum, { ucr }) => sum + ucr, 0n));
});

test("a name is asked for in the transaction of the answer, also of one that was cut off, and never for a named one", async () => {
  const scope = await chat.member();
  const first = message("Hello");
  await (await sendAndRead(scope, first)).bytes;
  await makeTitle(chat.backend, first.answerId);
  const second = message("Again", { conversationId: first.conversationId, parentId: first.answerId });
  await (await sendAndRead(scope, second)).bytes;
  expect(await wanted(scope)).toEqual([first.answerId]);

  const other = await chat.member();
  const lost = message("Will be lost");
  await (await sendAndRead(other, lost)).bytes;
  // As if its writer had died with half of it delivered.
  await chat.db.owner.query("DELETE FROM event_outbox WHERE org_id = $1", [other.orgId]);
  await chat.db.owner.query(
    "UPDATE chat_message SET status = 'streaming', finished_at = NULL, lease_expires_at = now() WHERE id = $1",
    [lost.answerId],
  );
  await recoverAnswers(chat.backend, { answerId: lost.answerId });
  expect(await wanted(other)).toEqual([lost.answerId]);
});

test("a name given by the person meanwhile stays", async () => {
  const scope = await chat.member();
  const sent = message("Hello");
  await (await sendAndRead(scope, sent)).bytes;
  await callerOf(scope).chat.rename({ conversationId: sent.conversationId, title: "Mine" });
  expect(await makeTitle(chat.backend, sent.answerId)).toEqual({ outcome: "named_already" });
  expect(await titleOf(scope, sent.conversationId)).toEqual({ title: "Mine", titleState: "named" });
  expect(await chat.charges(scope)).toHaveLength(1);
});

test("where the credits do not last for a name the first words stay, without another attempt", async () => {
  const poor = await chat.member({ ucr: 400n });
  chat.server.next({ tokens: 5, usage: { input: 10, output: 385 } });
  const sent = message("A question that is rather long, so that not all of its words can stay in a title");
  await (await sendAndRead(poor, sent)).bytes;
  expect(await makeTitle(chat.backend, sent.answerId)).toEqual({ outcome: "first_words", why: "insufficient_credits" });
  expect(await titleOf(poor, sent.conversationId)).toEqual({
    title: "A question that is rather long, so that not all of its words…",
    titleState: "made",
  });
  expect(await chat.charges(poor)).toHaveLength(1);
  expect(await chat.openHolds(poor)).toBe(0);
});

test("a model that fails is asked again by the next attempt; when all are over the first words stay", async () => {
  const scope = await chat.member();
  const sent = message("Hello");
  await (await sendAndRead(scope, sent)).bytes;
  chat.server.setStandard({ status: 500 });
  await expect(makeTitle(chat.backend, sent.answerId)).rejects.toThrow();
  expect((await titleOf(scope, sent.conversationId)).titleState).toBe("pending");
  chat.server.setStandard({ text: "Greetings" });
  expect(await makeTitle(chat.backend, sent.answerId)).toEqual({ outcome: "made" });
  expect(await titleOf(scope, sent.conversationId)).toEqual({ title: "Greetings", titleState: "made" });
  expect(await chat.charges(scope)).toHaveLength(2);

  const unlucky = await chat.member();
  const never = message("Nobody names me");
  await (await sendAndRead(unlucky, never)).bytes;
  chat.server.setStandard({ status: 500 });
  await expect(makeTitle(chat.backend, never.answerId)).rejects.toThrow();
  await keepFirstWords(chat.backend, never.answerId);
  expect(await titleOf(unlucky, never.conversationId)).toEqual({ title: "Nobody names me", titleState: "made" });
  expect(await chat.charges(unlucky)).toHaveLength(1);
  expect(await chat.openHolds(unlucky)).toBe(0);
});

test("a process that died after the call does not make another one pay, and one in the middle of it is waited for", async () => {
  const scope = await chat.member();
  const sent = message("Hello again");
  await (await sendAndRead(scope, sent)).bytes;
  chat.server.next({ text: "First title" }, { text: "Second title" });
  await makeTitle(chat.backend, sent.answerId);
  const forget = () =>
    chat.db.owner.query("UPDATE conversation SET title_state = 'pending', title = 'Hello again' WHERE id = $1", [
      sent.conversationId,
    ]);
  // As if it had died after the call and before the name was stored.
  await forget();
  await makeTitle(chat.backend, sent.answerId);
  expect((await chat.charges(scope)).filter(({ purpose }) => purpose === "title")).toHaveLength(1);
  expect((await titleOf(scope, sent.conversationId)).titleState).toBe("made");

  const other = await chat.member();
  const asked = message("Slow");
  await (await sendAndRead(other, asked)).bytes;
  chat.server.setModel("test", { tokens: 3, firstTokenMs: 600 });
  const slow = makeTitle(chat.backend, asked.answerId);
  await expect.poll(() => chat.openHolds(other)).toBe(1);
  await expect(makeTitle(chat.otherProcess(), asked.answerId)).rejects.toThrow(/not closed/);
  await slow;
  expect((await chat.charges(other)).filter(({ purpose }) => purpose === "title")).toHaveLength(1);
});

test("the demonstration model names a conversation by its first question", async () => {
  const scope = await chat.member();
  const sent = message("Explain the tide to me. Shortly.", { modelId: demoModel, conversationId: randomUUID() });
  await (await sendAndRead(scope, sent)).bytes;
  await makeTitle(chat.backend, sent.answerId);
  expect(await titleOf(scope, sent.conversationId)).toEqual({ title: "Explain the tide to me", titleState: "made" });
});

/** Answers for whose conversations a name was asked for, as events that can be read. */
async function wanted(scope: OrgScope): Promise<string[]> {
  const { rows } = await chat.db.owner.query<{ id: string; version: number; data: unknown }>(
    "SELECT id, version, data FROM event_outbox WHERE org_id = $1 AND name = $2 ORDER BY seq",
    [scope.orgId, titleWanted.name],
  );
  return rows.map(({ id, version, data }) => {
    const { payload } = readEvent(titleWanted, { id, data: { version, orgId: scope.orgId, payload: data } });
    return payload.answerId;
  });
}

async function titleOf(scope: OrgScope, conversationId: string): Promise<{ title: string; titleState: string }> {
  const { conversation } = await callerOf(scope).chat.get({ conversationId });
  return { title: conversation.title, titleState: conversation.titleState };
}
