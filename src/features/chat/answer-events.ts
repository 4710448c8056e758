import type { InferUIMessageChunk } from "ai";
import type { StoredPart } from "./chat.schema";
import type { ChatMessage } from "./chat-stream.schema";

/** One event of an answer's stream, as the AI SDK reads it. */
export type AnswerEvent = InferUIMessageChunk<ChatMessage>;

export type AnswerDelta = Extract<AnswerEvent, { type: "text-delta" | "reasoning-delta" }>;

/** Joins what was said in a row, so that a slow journal writes fewer and longer events. Nothing is lost or moved. */
export function mergeDeltas(events: readonly AnswerEvent[]): AnswerEvent[] {
  const merged: AnswerEvent[] = [];
  for (const event of events) {
    const last = merged.at(-1);
    if (isDelta(event) && last !== undefined && isDelta(last) && last.type === event.type && last.id === event.id) {
      merged[merged.length - 1] = { ...last, delta: last.delta + event.delta };
    } else merged.push(event);
  }
  return merged;
}

/** What the events have put together so far: the parts of a message, in the order in which they began. */
export function foldEvents(events: Iterable<AnswerEvent>): StoredPart[] {
  const parts = new Map<string, StoredPart>();
  for (const event of events) {
    if (!isDelta(event)) continue;
    const kind = event.type === "text-delta" ? "text" : "reasoning";
    const key = `${kind} ${event.id}`;
    parts.set(key, { type: kind, text: (parts.get(key)?.text ?? "") + event.delta });
  }
  return [...parts.values()];
}

/** The text alone, which search looks through and the model is told again. */
export function textOfParts(parts: readonly StoredPart[]): string {
  return parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");
}

/** Events that put stored parts together again, for whoever comes after the journal is gone. */
export function eventsOfParts(parts: readonly StoredPart[]): AnswerEvent[] {
  return parts.flatMap((part, index): AnswerEvent[] => {
    const id = String(index);
    return [
      { type: `${part.type}-start`, id },
      { type: `${part.type}-delta`, id, delta: part.text },
      { type: `${part.type}-end`, id },
    ];
  });
}

export function isDelta(event: AnswerEvent): event is AnswerDelta {
  return event.type === "text-delta" || event.type === "reasoning-delta";
}
