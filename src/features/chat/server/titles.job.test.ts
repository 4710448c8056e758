import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { type ChatFixture, demoModel, message, startChat } from "../testing/chat-fixture";
import { sendAndRead } from "../testing/read-stream";
import { makeTitles } from "./titles.job";

let chat: ChatFixture;
const { signal } = new AbortController();

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
  await Promise.all([makeTitles(chat.backend, signal), makeTitles(chat.otherProcess(), signal)]);
  await makeTitles(chat.backend, signal);
  expect(await titleOf(scope, sent.conversationId)).toEqual({ title: "Rates to Rotterdam", titleState: "made" });
  const charges = await chat.charges(scope);
  expect(charges.map(({ purpose }) => purpose)).toEqual(["chat", "title"]);
  const { items } = await callerOf(scope).chat.list({});
  expect(items[0]?.totalUcr).toBe(charges.reduce((sum, { ucr }) => sum + ucr, 0n));
});

test("a name given by the person meanwhile stays", async () => {
  const scope = await chat.member();
  const sent = message("Hello");
  await (await sendAndRead(scope, sent)).bytes;
  await callerOf(scope).chat.rename({ conversationId: sent.conversationId, title: "Mine" });
  await makeTitles(chat.backend, signal);
  expect(await titleOf(scope, sent.conversationId)).toEqual({ title: "Mine", titleState: "named" });
  expect(await chat.charges(scope)).toHaveLength(1);
});

test("where the credits do not last for a name, or the model fails, the first words stay", async () => {
  const poor = await chat.member({ ucr: 400n });
  chat.server.next({ tokens: 5, usage: { input: 10, output: 385 } });
  const first = message("A question that is rather long, so that not all of its words can stay in a title");
  await (await sendAndRead(poor, first)).bytes;
  const scope = await chat.member();
  const second = message("Hello");
  await (await sendAndRead(scope, second)).bytes;
  chat.server.setStandard({ status: 401 });
  await makeTitles(chat.backend, signal);
  expect(await titleOf(poor, first.conversationId)).toEqual({
    title: "A question that is rather long, so that not all of its words…",
    titleState: "made",
  });
  expect(await titleOf(scope, second.conversationId)).toEqual({ title: "Hello", titleState: "made" });
  for (const each of [poor, scope]) {
    expect(await chat.charges(each)).toHaveLength(1);
    expect(await chat.openHolds(each)).toBe(0);
  }
});

test("a worker that died in the middle does not make a second one pay", async () => {
  const scope = await chat.member();
  const sent = message("Hello again");
  await (await sendAndRead(scope, sent)).bytes;
  chat.server.next({ text: "First title" }, { text: "Second title" });
  await makeTitles(chat.backend, signal);
  // As if it had died after the call and before the name was stored.
  await chat.db.owner.query(
    "UPDATE conversation SET title_state = 'pending', title = 'Hello again', title_claimed_until = NULL WHERE id = $1",
    [sent.conversationId],
  );
  await makeTitles(chat.backend, signal);
  expect((await chat.charges(scope)).filter(({ purpose }) => purpose === "title")).toHaveLength(1);
  expect((await titleOf(scope, sent.conversationId)).titleState).toBe("made");
});

test("the demonstration model names a conversation by its first question", async () => {
  const scope = await chat.member();
  const sent = message("Explain the tide to me. Shortly.", { modelId: demoModel, conversationId: randomUUID() });
  await (await sendAndRead(scope, sent)).bytes;
  await makeTitles(chat.backend, signal);
  expect(await titleOf(scope, sent.conversationId)).toEqual({ title: "Explain the tide to me", titleState: "made" });
});

async function titleOf(scope: OrgScope, conversationId: string): Promise<{ title: string; titleState: string }> {
  const { conversation } = await callerOf(scope).chat.get({ conversationId });
  return { title: conversation.title, titleState: conversation.titleState };
}
