import { describe, expect, it } from "vitest";
import { type AnswerEvent, eventsOfParts, foldEvents, mergeDeltas, textOfParts } from "./answer-events";

const delta = (text: string, id = "0", type: "text-delta" | "reasoning-delta" = "text-delta"): AnswerEvent => ({
  type,
  id,
  delta: text,
});

describe("events of an answer", () => {
  it("joined where they follow each other, say the same as before", () => {
    const events = [
      delta("why", "r", "reasoning-delta"),
      delta("One "),
      delta("two"),
      delta("!", "1"),
      delta("?"),
      delta("."),
    ];
    const merged = mergeDeltas(events);
    expect(merged).toHaveLength(4);
    expect(foldEvents(merged)).toEqual(foldEvents(events));
  });

  it("fold into parts in the order in which those began", () => {
    const parts = foldEvents([delta("think", "0", "reasoning-delta"), delta("A"), delta("B", "1"), delta("a")]);
    expect(parts).toEqual([
      { type: "reasoning", text: "think" },
      { type: "text", text: "Aa" },
      { type: "text", text: "B" },
    ]);
    expect(textOfParts(parts)).toBe("Aa\n\nB");
  });

  it("made of parts fold into the same parts", () => {
    const parts = [
      { type: "reasoning" as const, text: "think" },
      { type: "text" as const, text: "A" },
      { type: "text" as const, text: "B" },
    ];
    expect(foldEvents(eventsOfParts(parts))).toEqual(parts);
  });
});
