import type { OrgScope } from "~/server/context";
import type { AnswerEvent } from "../answer-events";
import type { SendInput } from "../chat-stream.schema";
import { answerResponse } from "../server/answer-response";
import type { AnswerSource } from "../server/answer-source";
import { readAnswer } from "../server/read-answer.service";
import { sendMessage } from "../server/send-message.service";

export type Reader = {
  response: Response;
  bytes: Promise<string>;
  events: Promise<AnswerEvent[]>;
  text: Promise<string>;
};

/** Sends and reads to the end, as the route does. */
export async function sendAndRead(scope: OrgScope, input: SendInput): Promise<Reader> {
  return reader(await sendMessage(scope, input), 0);
}

/** Reads from another tab. */
export async function resume(scope: OrgScope, answerId: string, after = 0): Promise<Reader> {
  return reader(await readAnswer(scope, answerId), after);
}

export async function reader(source: AnswerSource, after: number): Promise<Reader> {
  const response = await answerResponse(source, { after, requestId: "test", mayStillRead: async () => undefined });
  const bytes = response.text();
  const events = bytes.then(eventsOf);
  return { response, bytes, events, text: events.then(textOf) };
}

export function eventsOf(bytes: string): AnswerEvent[] {
  return bytes
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line): AnswerEvent => JSON.parse(line.slice("data: ".length)));
}

export function textOf(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.delta : "")).join("");
}

/** Reads a response until the text has so many words, then leaves it open and returns what came. */
export async function readWords(
  response: Response,
  words: number,
): Promise<{ text: string; leave: () => Promise<void> }> {
  const stream = response.body?.getReader();
  if (stream === undefined) throw new Error("no body");
  const decoder = new TextDecoder();
  let bytes = "";
  for (;;) {
    const { done, value } = await stream.read();
    if (value !== undefined) bytes += decoder.decode(value, { stream: true });
    const text = textOf(eventsOf(bytes.slice(0, bytes.lastIndexOf("\n\n") + 2)));
    if (done || text.split(" ").length > words) return { text, leave: () => stream.cancel() };
  }
}
