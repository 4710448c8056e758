import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChatFixture, message, otherModel, startChat, testModel } from "../testing/chat-fixture";
import { readWords, resume, sendAndRead } from "../testing/read-stream";
import { answerResponse } from "./answer-response";
import { sendMessage } from "./send-message.service";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});

afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

describe("sending a message", () => {
  test("stores question and answer, streams it, and charges for it once, to the token", async () => {
    const scope = await chat.member();
    chat.server.next({ text: "The rate is 310 EUR." });
    const sent = message("What is the rate?");
    const { events, text } = await sendAndRead(scope, sent);
    expect(await text).toBe("The rate is 310 EUR.");
    const all = await events;
    expect(all[0]).toMatchObject({ type: "start", messageId: sent.answerId });
    const [charge, ...others] = await chat.charges(scope);
    expect(others).toEqual([]);
    expect(charge).toMatchObject({ basis: "provider", output: 5, messageId: sent.answerId });
    expect(all.at(-1)).toMatchObject({
      type: "finish",
      messageMetadata: { finishReason: "stop", chargedUcr: String(charge?.ucr), balanceUcr: String(10_000_000n - (charge?.ucr ?? 0n)) },
    });
    expect(await chat.messages(scope)).toMatchObject([
      { id: sent.messageId, role: "user", status: "complete", text: "What is the rate?" },
      { id: sent.answerId, role: "assistant", status: "complete", text: "The rate is 310 EUR." },
    ]);
    expect(await chat.openHolds(scope)).toBe(0);
  });

  test("fifty times at once gives one answer, the same bytes to everybody, and one charge", async () => {
    const scope = await chat.member();
    chat.server.setModel("other", { tokens: 30, msPerToken: 3 });
    const before = chat.server.requests.length;
    const sent = message("Once", { modelId: otherModel });
    const readers = await Promise.all(Array.from({ length: 50 }, () => sendAndRead(scope, sent)));
    const bytes = await Promise.all(readers.map((reader) => reader.bytes));
    expect(new Set(bytes).size).toBe(1);
    expect(await chat.charges(scope)).toHaveLength(1);
    expect(chat.server.requests.length).toBe(before + 1);
    expect(await chat.messages(scope)).toHaveLength(2);
  });
});
