import { randomUUID } from "node:crypto";

export type StreamTimes = { firstTokenMs: number; totalMs: number; deltas: number };

/** Sends one question and reads the answer's events to the end. Times in milliseconds from before the request. */
export async function readStream(url: string, headers: Record<string, string>, body: object): Promise<StreamTimes> {
  const started = performance.now();
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok || response.body === null)
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  const decoder = new TextDecoder();
  let firstTokenMs = Number.NaN;
  let deltas = 0;
  let line = "";
  for await (const chunk of response.body) {
    const lines = (line + decoder.decode(chunk, { stream: true })).split("\n");
    line = lines.pop() ?? "";
    const found = lines.filter((event) => event.includes('"type":"text-delta"')).length;
    if (found > 0 && Number.isNaN(firstTokenMs)) firstTokenMs = performance.now() - started;
    deltas += found;
  }
  if (Number.isNaN(firstTokenMs)) throw new Error("the stream had no text");
  return { firstTokenMs, totalMs: performance.now() - started, deltas };
}

/** A new conversation's first question, as the chat's page sends it. */
export function question(modelId: string): object {
  return {
    intent: "send",
    conversationId: randomUUID(),
    messageId: randomUUID(),
    answerId: randomUUID(),
    parentId: null,
    text: "Which lane had the best margin last week, and why?",
    modelId,
  };
}
