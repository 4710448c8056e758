import type { StoredPart } from "../chat.schema";
import type { FinishReason } from "../chat-limits";
import type { AnswerMetadata, StreamError } from "../chat-stream.schema";
import type { AnswerChunk } from "./answer-chunk";

/**
 * sending: not taken by the server yet. streaming. reconnecting: the network broke, the server writes on.
 * lost: reconnecting was given up, or this reader may not read on; the answer itself may be well.
 * ended: nothing more comes.
 */
export type AnswerPhase = "sending" | "streaming" | "reconnecting" | "lost" | "ended";

/** An answer as this tab has followed it. */
export type AnswerState = {
  phase: AnswerPhase;
  parts: StoredPart[];
  /** The part that each id of the stream writes to. */
  openParts: Readonly<Record<string, number>>;
  lastEventId: number;
  outcome: "complete" | "stopped" | "failed" | null;
  finishReason: FinishReason | null;
  error: StreamError | null;
  /** What it came to so far, in ucr; at the end what was charged. Null until the server has told. */
  chargedUcr: bigint | null;
  isEstimated: boolean;
  droppedMessages: number;
  leftOutFiles: number;
};

export const newAnswer: AnswerState = {
  phase: "sending",
  parts: [],
  openParts: {},
  lastEventId: 0,
  outcome: null,
  finishReason: null,
  error: null,
  chargedUcr: null,
  isEstimated: false,
  droppedMessages: 0,
  leftOutFiles: 0,
};

/** The state after one event of the stream. */
export function applyChunk(state: AnswerState, chunk: AnswerChunk): AnswerState {
  switch (chunk.type) {
    case "start":
      return { ...applyMetadata(state, chunk.metadata), phase: "streaming" };
    case "metadata":
      return applyMetadata(state, chunk.metadata);
    case "part":
      return openPart(state, chunk.kind, chunk.id);
    case "delta":
      return appendDelta(state, chunk);
    case "progress":
      return { ...state, chargedUcr: BigInt(chunk.chargedUcr) };
    case "finish":
      return { ...applyMetadata(state, chunk.metadata), outcome: state.outcome ?? "complete" };
    case "abort":
      return { ...state, outcome: "stopped" };
    case "error":
      return losesReader(chunk.error)
        ? { ...state, phase: "lost", error: chunk.error }
        : { ...state, outcome: "failed", error: chunk.error };
    case "done":
      return state.phase === "lost" ? state : { ...state, phase: "ended", outcome: state.outcome ?? "complete" };
  }
}

/** What is kept when the server can only replay from the beginning. */
export function restartAnswer(state: AnswerState): AnswerState {
  return { ...newAnswer, phase: state.phase, chargedUcr: state.chargedUcr };
}

/** Errors that end the reading and not the answer. */
export function losesReader(error: StreamError): boolean {
  return (
    error.code === "session_expired" ||
    error.code === "not_signed_in" ||
    error.code === "forbidden" ||
    error.code === "not_found"
  );
}

function applyMetadata(state: AnswerState, metadata: AnswerMetadata): AnswerState {
  return {
    ...state,
    finishReason: metadata.finishReason ?? state.finishReason,
    chargedUcr: metadata.chargedUcr === undefined ? state.chargedUcr : BigInt(metadata.chargedUcr),
    isEstimated: metadata.isEstimated ?? state.isEstimated,
    droppedMessages: metadata.droppedMessages ?? state.droppedMessages,
    leftOutFiles: metadata.leftOutFiles ?? state.leftOutFiles,
  };
}

function openPart(state: AnswerState, kind: StoredPart["type"], id: string): AnswerState {
  return {
    ...state,
    parts: [...state.parts, { type: kind, text: "" }],
    openParts: { ...state.openParts, [`${kind}:${id}`]: state.parts.length },
  };
}

function appendDelta(state: AnswerState, chunk: Extract<AnswerChunk, { type: "delta" }>): AnswerState {
  const key = `${chunk.kind}:${chunk.id}`;
  const opened = key in state.openParts ? state : openPart(state, chunk.kind, chunk.id);
  const index = opened.openParts[key];
  return {
    ...opened,
    parts: opened.parts.map((part, at) => (at === index ? { ...part, text: part.text + chunk.delta } : part)),
  };
}
