import { z } from "zod";
import { type Step, type StepStates, steps } from "./onboarding-steps";
import { type Purpose, purposes } from "./purposes";

export const StepInput = z.strictObject({ step: z.enum(steps) });
export type StepInput = z.output<typeof StepInput>;

/** What is done. Saying what one begins with is the third step itself. */
export const CompleteStepInput = z.discriminatedUnion("step", [
  z.strictObject({ step: z.enum(steps).exclude(["purpose"]) }),
  z.strictObject({ step: z.literal("purpose"), purpose: z.enum(purposes) }),
]);
export type CompleteStepInput = z.output<typeof CompleteStepInput>;

/** Where a person stands in their first steps. */
export type Standing = {
  /** They were never led to them. */
  isNew: boolean;
  steps: StepStates;
  purpose: Purpose | null;
  isSetAside: boolean;
  /** Every step is done or skipped. */
  isFinished: boolean;
};

/** People who began within the days: how far they came. */
export type Funnel = {
  days: number;
  begun: number;
  finished: number;
  setAside: number;
  steps: { step: Step; seen: number; done: number; skipped: number }[];
};
