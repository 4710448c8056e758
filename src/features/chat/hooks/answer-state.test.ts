import { describe, expect, it } from "vitest";
import { readChunk } from "./answer-chunk";
import { type AnswerState, applyChunk, newAnswer, restartAnswer } from "./answer-state";

function play(events: readonly object[], from: AnswerState = newAnswer): AnswerState {
  return [...events.map((event) => JSON.stringify(event)), "[DONE]"].reduce(readInto, from);
}

function readInto(state: AnswerState, data: string): AnswerState {
  const chunk = readChunk(data);
  return chunk === null ? state : applyChunk(state, chunk);
}

const start = { type: "start", messageId: "a", messageMetadata: { conversationId: "c", droppedMessages: 2 } };
const words = [
  { type: "text-start", id: "t" },
  { type: "text-delta", id: "t", delta: "Hel" },
  { type: "text-delta", id: "t", delta: "lo" },
  { type: "text-end", id: "t" },
];

describe("an answer's stream", () => {
  it("ends complete with the text, the reason and the exact charge", () => {
    const finish = {
      type: "finish",
      messageMetadata: { finishReason: "credits", chargedUcr: "190001", isEstimated: true },
    };
    expect(play([start, ...words, finish])).toMatchObject({
      phase: "ended",
      outcome: "complete",
      parts: [{ type: "text", text: "Hello" }],
      finishReason: "credits",
      chargedUcr: 190_001n,
      isEstimated: true,
      droppedMessages: 2,
    });
  });

  it("keeps reasoning and text apart though they share an id", () => {
    const state = play([start, { type: "reasoning-delta", id: "t", delta: "hm" }, ...words]);
    expect(state.parts).toEqual([
      { type: "reasoning", text: "hm" },
      { type: "text", text: "Hello" },
    ]);
  });

  it("counts the credits while it runs", () => {
    const progress = { type: "data-progress", data: { outputTokens: 9, chargedUcr: "120" }, transient: true };
    expect(readInto(newAnswer, JSON.stringify(progress)).chargedUcr).toBe(120n);
  });

  it("ends stopped with the charge that follows the abort", () => {
    const state = play([
      start,
      ...words,
      { type: "abort" },
      { type: "message-metadata", messageMetadata: { chargedUcr: "7" } },
    ]);
    expect(state).toMatchObject({ phase: "ended", outcome: "stopped", chargedUcr: 7n });
  });

  it("ends failed with the code when the provider fails", () => {
    const errorText = JSON.stringify({ code: "provider_stalled", details: {}, requestId: "r1" });
    const state = play([start, ...words, { type: "error", errorText }]);
    expect(state).toMatchObject({
      phase: "ended",
      outcome: "failed",
      error: { code: "provider_stalled", requestId: "r1" },
    });
    expect(state.parts).toEqual([{ type: "text", text: "Hello" }]);
  });

  it("is lost to this reader, and not failed, when the session expires", () => {
    const errorText = JSON.stringify({ code: "session_expired", details: {}, requestId: "r2" });
    expect(play([start, ...words, { type: "error", errorText }])).toMatchObject({ phase: "lost", outcome: null });
  });

  it("passes over events that it does not know, and forged amounts", () => {
    const odd = [
      { type: "tool-input-start" },
      { type: "data-progress", data: { outputTokens: 1, chargedUcr: "1.5" } },
      [],
    ];
    expect(play([start, ...odd, ...words])).toMatchObject({ chargedUcr: null, parts: [{ text: "Hello" }] });
  });

  it("starts over without doubling the text when only a replay is possible", () => {
    const before = words.slice(0, 2).reduce((state, event) => readInto(state, JSON.stringify(event)), newAnswer);
    expect(play([start, ...words], restartAnswer(before)).parts).toEqual([{ type: "text", text: "Hello" }]);
  });
});
