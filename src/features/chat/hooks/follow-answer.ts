import { freshSession } from "~/lib/clerk-script";
import type { SendInput, StreamError } from "../chat-stream.schema";
import { type AnswerChunk, readChunk } from "./answer-chunk";
import { losesReader } from "./answer-state";
import { readStreamError } from "./read-stream-error";
import { createSseParser } from "./sse-parser";

/** Hears what happens to an answer while it is followed. */
export type AnswerListener = {
  /** The server has the question. */
  accepted(): void;
  /** Nothing was sent and nothing stored; or, when joining, it cannot be joined. */
  refused(error: StreamError): void;
  /** Only a replay from the beginning is possible: drop what there is. */
  restarted(): void;
  chunk(chunk: AnswerChunk, eventId: number | null): void;
  reconnecting(): void;
  /** Reconnecting was given up. The answer may go on without this reader. */
  lost(): void;
};

export type FollowOptions = {
  orgSlug: string;
  answerId: string;
  /** What to send; null joins an answer that is already being written. */
  send: SendInput | null;
  signal: AbortSignal;
  fetch?: typeof fetch;
  /** Waits before attempt n (0 is the first repetition); ends early when the network is back. */
  pause?: (attempt: number) => Promise<void>;
};

const MAX_ATTEMPTS = 10;
const SILENCE_MS = 60_000;

/**
 * Sends a message, or joins a running answer, and follows it to its end through breaks of the network:
 * a message that may not have arrived is sent again under the same id, a stream that broke is taken up
 * after the last event that came.
 */
export async function followAnswer(options: FollowOptions, listener: AnswerListener): Promise<void> {
  const pause = options.pause ?? pauseBefore;
  let isAccepted = options.send === null;
  let after = 0;
  let attempt = 0;
  const hearing: AnswerListener = {
    ...listener,
    accepted() {
      isAccepted = true;
      listener.accepted();
    },
    restarted() {
      after = 0;
      listener.restarted();
    },
    chunk(chunk, eventId) {
      attempt = 0;
      after = eventId ?? after;
      listener.chunk(chunk, eventId);
    },
  };
  while (!options.signal.aborted) {
    const request = isAccepted ? joinRequest(options, after) : sendRequest(options);
    if (
      (await readOnce(request, { after, isAccepted, ask: options.fetch ?? fetch, signal: options.signal }, hearing)) ===
      "over"
    )
      return;
    if (options.signal.aborted) return;
    if (attempt >= MAX_ATTEMPTS) return listener.lost();
    listener.reconnecting();
    await pause(attempt);
    attempt += 1;
  }
}

type Reading = { after: number; isAccepted: boolean; ask: typeof fetch; signal: AbortSignal };

async function readOnce(request: Request, reading: Reading, listener: AnswerListener): Promise<"over" | "broken"> {
  const watch = watchSilence(reading.signal);
  // The browser's fetch refuses to be called as somebody's method.
  const { ask } = reading;
  try {
    await freshSession();
    const response = await ask(request, { signal: watch.signal });
    if (!response.ok) return await readRefusal(response, reading.isAccepted, listener);
    if (!reading.isAccepted) listener.accepted();
    if (reading.after > 0 && response.headers.get("x-stream-from") === "1") listener.restarted();
    return await readEvents(response, watch.heard, listener);
  } catch {
    // The network broke, or nothing came for so long that it must have.
    return "broken";
  } finally {
    watch.stop();
  }
}

async function readRefusal(
  response: Response,
  isAccepted: boolean,
  listener: AnswerListener,
): Promise<"over" | "broken"> {
  const error = readStreamError(await response.text());
  const passes = response.status === 502 || response.status === 503 || response.status === 504;
  if (passes && (isAccepted || error.code === "internal")) return "broken";
  listener.refused(error);
  return "over";
}

async function readEvents(response: Response, heard: () => void, listener: AnswerListener): Promise<"over" | "broken"> {
  const parse = createSseParser();
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  if (reader === undefined) return "broken";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return "broken";
    heard();
    for (const event of parse(decoder.decode(value, { stream: true }))) {
      const chunk = readChunk(event.data);
      if (chunk === null) continue;
      const eventId = Number(event.id ?? Number.NaN);
      listener.chunk(chunk, Number.isInteger(eventId) ? eventId : null);
      if (chunk.type === "done" || (chunk.type === "error" && losesReader(chunk.error))) {
        await reader.cancel().catch(() => undefined);
        return "over";
      }
    }
  }
}

function sendRequest(options: FollowOptions): Request {
  return new Request(urlOf("/api/chat"), {
    method: "POST",
    headers: { "content-type": "application/json", "x-org": options.orgSlug },
    body: JSON.stringify(options.send),
  });
}

function joinRequest(options: FollowOptions, after: number): Request {
  const query = after > 0 ? `?after=${after}` : "";
  return new Request(urlOf(`/api/chat/${options.answerId}/stream${query}`), { headers: { "x-org": options.orgSlug } });
}

function urlOf(path: string): string {
  return typeof location === "undefined" ? `http://localhost${path}` : `${location.origin}${path}`;
}

/** Aborts when nothing was heard for a while; a connection can die without telling. */
function watchSilence(outer: AbortSignal): { signal: AbortSignal; heard: () => void; stop: () => void } {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  return {
    signal: AbortSignal.any([outer, silence.signal]),
    heard() {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Half a second, doubling to eight, with some chance in it; the network coming back ends it. */
function pauseBefore(attempt: number): Promise<void> {
  const ms = Math.min(8_000, 500 * 2 ** attempt) * (0.75 + Math.random() / 2);
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    window.addEventListener("online", finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      window.removeEventListener("online", finish);
      resolve();
    }
  });
}
