import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseStreamError, readAfter, readId, SendInput, streamErrorText } from "./chat-stream.schema";

const id = randomUUID;
const sent = {
  intent: "send",
  conversationId: id(),
  messageId: id(),
  answerId: id(),
  parentId: null,
  text: "Hello",
  modelId: "demo/chat",
};

describe("what a message may be", () => {
  it.each([
    ["every script, emoji, tabs and line ends", "Ставка\t310 €\r\nこんにちは 👩‍👩‍👧 \u200f"],
    ["the longest text there may be", "x".repeat(100_000)],
  ])("accepts %s", (_, text) => {
    expect(SendInput.safeParse({ ...sent, text }).success).toBe(true);
  });

  it.each([
    ["nothing", { text: "" }],
    ["spaces alone", { text: " \n\t " }],
    ["NUL", { text: "a\u0000b" }],
    ["an escape character", { text: "a\u001b[31mb" }],
    ["a control character of the second block", { text: "a\u0085b" }],
    ["half a character", { text: "a\ud83d" }],
    ["more than a message may hold", { text: "x".repeat(100_001) }],
    ["an id that is none", { messageId: "1 OR 1=1" }],
    ["a forged balance", { balanceUcr: "999999999" }],
    ["a forged price", { price: { input: 0 } }],
    ["another organisation", { orgId: id() }],
    ["an unknown intent", { intent: "free" }],
    ["no model", { modelId: "" }],
    ["a text that is no text", { text: { toString: "x" } }],
  ])("refuses %s", (_, wrong) => {
    expect(SendInput.safeParse({ ...sent, ...wrong }).success).toBe(false);
  });

  it("may have files, each once and not too many, and then needs no text", () => {
    const attachments = [id(), id()];
    expect(SendInput.safeParse({ ...sent, attachments }).success).toBe(true);
    expect(SendInput.safeParse({ ...sent, attachments, text: "" }).success).toBe(true);
    for (const wrong of [[attachments[0], attachments[0]], ["../file"], Array.from({ length: 11 }, id), "one"]) {
      expect(SendInput.safeParse({ ...sent, attachments: wrong }).success).toBe(false);
    }
    expect(SendInput.safeParse({ ...sent, attachments: [], text: " " }).success).toBe(false);
  });

  it("takes no text with a request for another answer", () => {
    const { parentId: _parent, text: _text, ...again } = { ...sent, intent: "regenerate" };
    expect(SendInput.safeParse(again).success).toBe(true);
    expect(SendInput.safeParse({ ...again, text: "Hello" }).success).toBe(false);
  });
});

describe("where a reader left off", () => {
  const url = (query: string) => new URL(`http://localhost/stream${query}`);

  it("is told by the address, or by the header of an EventSource", () => {
    expect(readAfter(url("?after=7"), new Headers())).toBe(7);
    expect(readAfter(url(""), new Headers({ "last-event-id": "9" }))).toBe(9);
  });

  it("is the beginning for anything else", () => {
    for (const query of ["", "?after=", "?after=-1", "?after=1.5", "?after=x", "?after=9999999999999"]) {
      expect(readAfter(url(query), new Headers())).toBe(0);
    }
  });

  it("needs the id of a message", () => {
    expect(() => readId("../secret")).toThrow();
  });
});

describe("the error of a stream", () => {
  it("survives the way to the reader, and anything else is an unforeseen one", () => {
    const error = { code: "insufficient_credits" as const, details: { availableUcr: "5" }, requestId: "r" };
    expect(parseStreamError(streamErrorText(error))).toEqual(error);
    expect(parseStreamError(JSON.stringify({ error }))).toEqual(error);
    expect(parseStreamError("<html>")).toMatchObject({ code: "internal" });
    expect(parseStreamError('{"code":"made_up"}')).toMatchObject({ code: "internal" });
  });
});
