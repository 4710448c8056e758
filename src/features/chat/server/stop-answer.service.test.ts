import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { countTokens } from "~/adapters/models/tokenizer";
import type { OrgScope } from "~/server/context";
import { type ChatFixture, message, startChat } from "../testing/chat-fixture";
import { type Reader, readWords, resume, sendAndRead } from "../testing/read-stream";
import { answerResponse } from "./answer-response";
import { removeConversation } from "./remove-conversation.service";
import { sendMessage } from "./send-message.service";
import { stopAnswer } from "./stop-answer.service";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

/** The provider writes for ten seconds unless it is stopped. */
const slowly = { tokens: 1_000, msPerToken: 10 };

test("stopping ends the provider's call within a second; the prompt and what was shown are charged", async () => {
  const scope = await chat.member();
  chat.server.setStandard(slowly);
  const sent = message("Stop me");
  const reader = await sendAndRead(scope, sent);
  await sleep(300);
  await stoppedWithin(scope, sent.answerId, 1_000);
  await expectPaidForShown(scope, reader);
});

test("stopping from another process, without a reader there, ends it within a second", async () => {
  const scope = await chat.member();
  const elsewhere = await otherProcessOf(scope);
  chat.server.setStandard(slowly);
  const sent = message("Stop me from afar");
  const reader = await sendAndRead(scope, sent);
  await sleep(300);
  await stoppedWithin(elsewhere, sent.answerId, 1_000);
  await expectPaidForShown(scope, reader);
});

test("stopping from another process ends a silent provider within a second too", async () => {
  const scope = await chat.member();
  const elsewhere = await otherProcessOf(scope);
  chat.server.setStandard({ tokens: 50, stallAfter: 3 });
  const sent = message("Stop my silence");
  const reader = await sendAndRead(scope, sent);
  await sleep(400);
  await stoppedWithin(elsewhere, sent.answerId, 1_000);
  await expectPaidForShown(scope, reader);
});

test("stopping works after the reader reloaded", async () => {
  const scope = await chat.member();
  chat.server.setStandard(slowly);
  const sent = message("Reload, then stop");
  const response = await answerResponse(await sendMessage(scope, sent), {
    after: 0,
    requestId: "test",
    mayStillRead: async () => undefined,
  });
  await (await readWords(response, 5)).leave();
  const reader = await resume(scope, sent.answerId);
  await stoppedWithin(scope, sent.answerId, 1_000);
  await expectPaidForShown(scope, reader);
});

test("stopping before the first word charges nothing", async () => {
  const scope = await chat.member();
  chat.server.setStandard({ tokens: 5, firstTokenMs: 5_000 });
  const sent = message("Stop me early");
  const reader = await sendAndRead(scope, sent);
  await stoppedWithin(scope, sent.answerId, 1_000);
  expect((await reader.events).at(-1)?.type).toBe("abort");
  expect(await chat.charges(scope)).toEqual([]);
  expect(await chat.openHolds(scope)).toBe(0);
});

test("stopping twice, or after the end, changes nothing", async () => {
  const scope = await chat.member();
  const sent = message("Ends by itself");
  await (await sendAndRead(scope, sent)).bytes;
  expect(await stopAnswer(scope, sent.answerId)).toEqual({ stopped: false });
  expect((await chat.messages(scope))[1]).toMatchObject({ status: "complete" });
  chat.server.setStandard(slowly);
  const second = message("Stopped twice");
  const reader = await sendAndRead(scope, second);
  await Promise.all([stopAnswer(scope, second.answerId), stopAnswer(scope, second.answerId)]);
  await reader.bytes;
  expect(await stopAnswer(scope, second.answerId)).toEqual({ stopped: true });
});

test("nobody stops somebody else's answer, and a viewer stops none", async () => {
  const scope = await chat.member();
  const colleague = await chat.member({ org: scope.org, role: "admin" });
  const viewer = await chat.member({ org: scope.org, role: "viewer" });
  chat.server.setStandard({ tokens: 30, msPerToken: 10 });
  const sent = message("Mine to stop");
  const reader = await sendAndRead(scope, sent);
  await expect(stopAnswer(colleague, sent.answerId)).rejects.toMatchObject({ code: "not_found" });
  await expect(stopAnswer(viewer, sent.answerId)).rejects.toMatchObject({ code: "forbidden" });
  expect((await reader.text).split(" ")).toHaveLength(30);
});

test("removing a conversation ends its answer, which is paid for as far as it was shown", async () => {
  const scope = await chat.member();
  chat.server.setStandard(slowly);
  const sent = message("Remove me");
  const reader = await sendAndRead(scope, sent);
  await sleep(300);
  expect(await removeConversation(scope, { conversationId: sent.conversationId })).toMatchObject({ messages: 2 });
  const shown = await reader.text;
  expect(await chat.messages(scope)).toEqual([]);
  await settled(scope);
  const [charge] = await chat.charges(scope);
  expect(charge).toMatchObject({ basis: "stream_estimate", messageId: sent.answerId });
  expect(charge?.output).toBe(countTokens(shown));
});

/** One that has its connections already, as a process that has been running for a while. */
async function otherProcessOf(scope: OrgScope): Promise<OrgScope> {
  const elsewhere = chat.via(chat.otherProcess(), scope);
  await expect(stopAnswer(elsewhere, randomUUID())).rejects.toMatchObject({ code: "not_found" });
  return elsewhere;
}

async function stoppedWithin(scope: OrgScope, answerId: string, ms: number): Promise<void> {
  const since = performance.now();
  expect(await stopAnswer(scope, answerId)).toEqual({ stopped: true });
  while (chat.server.requests.some((request) => !request.aborted)) {
    if (performance.now() - since > ms) throw new Error(`the provider was not stopped within ${ms} ms`);
    await sleep(5);
  }
}

async function expectPaidForShown(scope: OrgScope, reader: Reader): Promise<void> {
  const shown = await reader.text;
  const events = await reader.events;
  expect(events.at(-1)?.type).toBe("abort");
  const [charge, ...others] = await chat.charges(scope);
  expect(others).toEqual([]);
  expect(charge).toMatchObject({ basis: "stream_estimate", output: countTokens(shown) });
  expect(events.at(-2)).toMatchObject({
    type: "message-metadata",
    messageMetadata: { chargedUcr: `${charge?.ucr}`, isEstimated: true },
  });
  expect((await chat.messages(scope))[1]).toMatchObject({ status: "stopped", text: shown });
  expect(await chat.openHolds(scope)).toBe(0);
}

async function settled(scope: OrgScope): Promise<void> {
  for (let tries = 0; tries < 200 && (await chat.openHolds(scope)) > 0; tries += 1) await sleep(10);
}
