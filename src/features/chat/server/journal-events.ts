import { z } from "zod";
import type { AnswerEvent } from "../answer-events";

/** Of the events in a journal, those that carry text; the others tell nothing that is kept. */
export function readEvents(payload: string): AnswerEvent[] {
  return payload.split("\n").flatMap((line): AnswerEvent[] => {
    const event = DeltaEvent.safeParse(JSON.parse(line));
    return event.success ? [event.data] : [];
  });
}

const DeltaEvent = z.object({ type: z.enum(["text-delta", "reasoning-delta"]), id: z.string(), delta: z.string() });
