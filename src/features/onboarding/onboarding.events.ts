import { z } from "zod";
import { defineEvent } from "~/server/events";
import { steps } from "./onboarding-steps";
import { purposes } from "./purposes";

// A person's own, of no organisation. Each is emitted once where somebody came a step further, never where nothing changed,
// so that whoever counts them counts people.
const ofStep = z.object({ userId: z.uuid(), step: z.enum(steps) });

export const stepSeen = defineEvent("onboarding/step.seen", 1, ofStep);
export const stepCompleted = defineEvent(
  "onboarding/step.completed",
  1,
  ofStep.extend({ purpose: z.enum(purposes).nullable() }),
);
export const stepSkipped = defineEvent("onboarding/step.skipped", 1, ofStep);
/** Put away for now, at the step where they stood. */
export const setAside = defineEvent("onboarding/set_aside", 1, ofStep);
export const takenUp = defineEvent("onboarding/taken_up", 1, ofStep);
export const finished = defineEvent("onboarding/finished", 1, z.object({ userId: z.uuid(), done: z.int() }));
