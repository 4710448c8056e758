import type { LanguageModelV4Content, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { StreamCounter } from "../stream-counter";

/** Larger pieces of text are handed on in several, so that nobody behind has to hold a huge one. */
const MAX_DELTA_CHARS = 16_000;

/** True for parts that carry something the model wrote; the others are framing. */
export function isOutput(part: LanguageModelV4StreamPart): boolean {
  switch (part.type) {
    case "text-delta":
    case "reasoning-delta":
      return part.delta !== "";
    case "tool-input-start":
    case "tool-input-delta":
    case "tool-call":
    case "tool-result":
    case "file":
    case "reasoning-file":
      return true;
    default:
      return false;
  }
}

/**
 * Counts what a part adds to the answer. Calls of tools are counted by their streamed input, or whole if
 * it was not streamed.
 */
export function countPart(part: LanguageModelV4StreamPart, counter: StreamCounter, streamedTools: Set<string>): void {
  switch (part.type) {
    case "text-delta":
      counter.add("output", part.delta);
      break;
    case "reasoning-delta":
      counter.add("reasoning", part.delta);
      break;
    case "tool-input-start":
      streamedTools.add(part.id);
      counter.add("output", part.toolName);
      break;
    case "tool-input-delta":
      counter.add("output", part.delta);
      break;
    case "tool-call":
      if (!streamedTools.has(part.toolCallId)) counter.add("output", part.toolName + part.input);
      break;
  }
}

export function countContent(content: readonly LanguageModelV4Content[], counter: StreamCounter): void {
  for (const part of content) {
    if (part.type === "text") counter.add("output", part.text);
    else if (part.type === "reasoning") counter.add("reasoning", part.text);
    else if (part.type === "tool-call") counter.add("output", part.toolName + part.input);
  }
}

/** The part itself, or several with no more than so much text each. */
export function splitHuge(part: LanguageModelV4StreamPart): LanguageModelV4StreamPart[] {
  if (!("delta" in part) || part.delta.length <= MAX_DELTA_CHARS) return [part];
  const parts: LanguageModelV4StreamPart[] = [];
  for (let start = 0; start < part.delta.length; ) {
    let end = Math.min(part.delta.length, start + MAX_DELTA_CHARS);
    const last = part.delta.charCodeAt(end - 1);
    // A cut between the halves of a character would make two broken ones.
    if (last >= 0xd800 && last <= 0xdbff && end < part.delta.length) end -= 1;
    parts.push({ ...part, delta: part.delta.slice(start, end) });
    start = end;
  }
  return parts;
}
