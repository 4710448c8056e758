import { describe, expect, it } from "vitest";
import type { MessageView } from "../chat.schema";
import { newAnswer } from "./answer-state";
import { answerView } from "./answer-view";

const stored: MessageView = {
  id: "a",
  parentId: "q",
  role: "assistant",
  status: "streaming",
  parts: [{ type: "text", text: "Hel" }],
  modelId: "demo/chat",
  finishReason: null,
  error: null,
  tokens: 1,
  droppedMessages: 0,
  attachments: [],
  leftOutFiles: 0,
  createdAt: new Date(0),
  finishedAt: null,
  receipt: null,
};

describe("answerView", () => {
  it("shows what is stored until the stream has caught up with it", () => {
    const joining = { ...newAnswer, phase: "streaming" as const };
    expect(answerView(stored, joining).text).toBe("Hel");
    expect(answerView(stored, { ...joining, parts: [{ type: "text", text: "Hello" }] }).text).toBe("Hello");
  });

  it("believes the server as soon as it says how the answer ended", () => {
    const receipt = {
      state: "final" as const,
      chargedUcr: 7n,
      costPusd: 1n,
      inputTokens: 1,
      outputTokens: 1,
      isEstimated: true,
    };
    const view = answerView(
      { ...stored, status: "stopped", receipt },
      { ...newAnswer, chargedUcr: 5n, phase: "streaming" },
    );
    expect(view).toMatchObject({ status: "stopped", phase: null, chargedUcr: 7n, isEstimated: true });
  });

  it("does not call an answer failed that only this reader has lost", () => {
    const lost = {
      ...newAnswer,
      phase: "lost" as const,
      error: { code: "session_expired" as const, details: {}, requestId: "" },
    };
    expect(answerView(stored, lost)).toMatchObject({
      status: "streaming",
      error: null,
      readerError: "session_expired",
    });
  });

  it("leaves the charge open until it is settled, and calls no call free of charge", () => {
    const pending = {
      state: "pending" as const,
      chargedUcr: 5n,
      costPusd: 1n,
      inputTokens: 1,
      outputTokens: 1,
      isEstimated: false,
    };
    expect(answerView({ ...stored, status: "stopped", receipt: pending }, undefined).chargedUcr).toBeNull();
    expect(answerView({ ...stored, status: "failed" }, undefined).chargedUcr).toBe(0n);
  });
});
