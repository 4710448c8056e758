import { describe, expect, it } from "vitest";
import type { SendInput } from "../chat-stream.schema";
import { type AnswerListener, followAnswer } from "./follow-answer";

const send: SendInput = {
  intent: "regenerate",
  conversationId: "c",
  messageId: "q",
  answerId: "a",
  modelId: "demo/chat",
};

const event = (id: number, data: object | string): string =>
  `id: ${id}\ndata: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
const word = (id: number, delta: string): string => event(id, { type: "text-delta", id: "t", delta });

function stream(text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { headers });
}

function refusal(status: number, code: string): Response {
  return Response.json({ error: { code, details: { x: 1 }, requestId: "r" } }, { status });
}

/** Answers the n-th request with the n-th reply; an Error is a network that breaks. */
async function follow(replies: (Response | Error)[], joins = false) {
  const requests: string[] = [];
  const heard: string[] = [];
  const bodies: string[] = [];
  const listener: AnswerListener = {
    accepted: () => heard.push("accepted"),
    refused: (error) => heard.push(`refused ${error.code}`),
    restarted: () => heard.push("restarted"),
    chunk: (chunk) => heard.push(chunk.type === "delta" ? chunk.delta : chunk.type),
    reconnecting: () => heard.push("reconnecting"),
    lost: () => heard.push("lost"),
  };
  await followAnswer(
    {
      orgSlug: "acme",
      answerId: "a",
      send: joins ? null : send,
      signal: new AbortController().signal,
      pause: () => Promise.resolve(),
      fetch: async (input) => {
        if (!(input instanceof Request)) throw new Error("expected a request");
        const url = new URL(input.url);
        requests.push(`${input.method} ${url.pathname}${url.search} ${input.headers.get("x-org")}`);
        if (input.method === "POST") bodies.push(await input.text());
        const reply = replies.shift();
        if (reply === undefined || reply instanceof Error) throw reply ?? new Error("no more replies");
        return reply;
      },
    },
    listener,
  );
  return { requests, heard, bodies };
}

describe("followAnswer", () => {
  it("sends once and reads to the end", async () => {
    const { requests, heard } = await follow([
      stream(event(1, { type: "start" }) + word(2, "Hi") + event(3, "[DONE]")),
    ]);
    expect(requests).toEqual(["POST /api/chat acme"]);
    expect(heard).toEqual(["accepted", "start", "Hi", "done"]);
  });

  it("takes a broken stream up after the last event that came", async () => {
    const { requests, heard } = await follow([
      stream(event(1, { type: "start" }) + word(2, "Hel")),
      new Error("network"),
      stream(word(3, "lo") + event(4, "[DONE]"), { "x-stream-from": "3" }),
    ]);
    expect(requests.slice(1)).toEqual(["GET /api/chat/a/stream?after=2 acme", "GET /api/chat/a/stream?after=2 acme"]);
    expect(heard).toEqual(["accepted", "start", "Hel", "reconnecting", "reconnecting", "lo", "done"]);
  });

  it("drops what it has where only a replay is possible", async () => {
    const { heard } = await follow([
      stream(word(2, "Hel")),
      stream(word(2, "Hello") + event(3, "[DONE]"), { "x-stream-from": "1" }),
    ]);
    expect(heard).toEqual(["accepted", "Hel", "reconnecting", "restarted", "Hello", "done"]);
  });

  it("sends a message that may not have arrived again under the same id", async () => {
    const { requests, bodies } = await follow([new Error("network"), stream(event(1, "[DONE]"))]);
    expect(requests).toEqual(["POST /api/chat acme", "POST /api/chat acme"]);
    expect(bodies[0]).toBe(bodies[1]);
  });

  it("does not repeat what was refused", async () => {
    const { requests, heard } = await follow([refusal(402, "insufficient_credits")]);
    expect(requests).toHaveLength(1);
    expect(heard).toEqual(["refused insufficient_credits"]);
  });

  it("joins a running answer without sending", async () => {
    const { requests, heard } = await follow([stream(word(1, "Hi") + event(2, "[DONE]"))], true);
    expect(requests).toEqual(["GET /api/chat/a/stream acme"]);
    expect(heard).toEqual(["Hi", "done"]);
  });

  it("waits for a server that is restarting while it joins", async () => {
    const { heard } = await follow([refusal(503, "unavailable"), stream(event(1, "[DONE]"))], true);
    expect(heard).toEqual(["reconnecting", "done"]);
  });

  it("stops reading when the session has expired", async () => {
    const errorText = JSON.stringify({ code: "session_expired", details: {}, requestId: "r" });
    const { requests, heard } = await follow([stream(word(1, "Hi") + event(2, { type: "error", errorText }))]);
    expect(requests).toHaveLength(1);
    expect(heard.at(-1)).toBe("error");
  });

  it("gives up after ten attempts in a row, and says so", async () => {
    const { requests, heard } = await follow([stream(word(1, "Hi"))]);
    expect(requests).toHaveLength(11);
    expect(heard.at(-1)).toBe("lost");
  });
});
