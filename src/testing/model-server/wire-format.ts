import type { ScriptedUsage } from "./model-script";

export type WireToolCall = { id: string; name: string; arguments: string };

/** An answer that is not streamed. */
export type WholeAnswer = {
  model: string;
  text: string;
  reasoning: string;
  toolCalls: WireToolCall[];
  finishReason: "stop" | "length";
  usage: ScriptedUsage | undefined;
};

/** One vendor's way of putting an answer on the wire. Each method returns ready event-stream text. */
export type WireStream = {
  open(): string;
  reasoning(delta: string): string;
  text(delta: string): string;
  toolCall(call: WireToolCall): string;
  /** Everything that ends the answer but the usage. */
  finish(reason: "stop" | "length", hasToolCalls: boolean): string;
  /** The usage, and what can only come with it or after it. */
  end(reason: "stop" | "length", hasToolCalls: boolean, usage: ScriptedUsage | undefined): string;
  error(): string;
};

export type WireFormat = {
  name: string;
  /** The model asked for, if the request is one of this vendor's; undefined otherwise. */
  modelOf(path: string, body: Record<string, unknown>): string | undefined;
  isStream(path: string, body: Record<string, unknown>): boolean;
  stream(model: string): WireStream;
  whole(answer: WholeAnswer): unknown;
  error(status: number): unknown;
};

export function dataEvent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export function namedEvent(name: string, value: unknown): string {
  return `event: ${name}\n${dataEvent(value)}`;
}
