/** The first steps, in the order in which they are shown. */
export const steps = ["start", "workspace", "purpose", "message", "next"] as const;

/** Where they are; each has a page below. */
export const onboardingPath = "/welcome";

export type Step = (typeof steps)[number];

export type StepState = "unseen" | "seen" | "skipped" | "done";

export type StepStates = Readonly<Record<Step, StepState>>;

export function isStep(name: string): name is Step {
  return steps.some((step) => step === name);
}

export function pathOf(step: Step): string {
  return `${onboardingPath}/${step}`;
}

/** Counted from 1. */
export function placeOf(step: Step): number {
  return steps.indexOf(step) + 1;
}

export function stepAfter(step: Step): Step | null {
  return steps[steps.indexOf(step) + 1] ?? null;
}

export function stepBefore(step: Step): Step | null {
  return steps[steps.indexOf(step) - 1] ?? null;
}

/** Neither done nor skipped. */
export function isOpen(state: StepState): boolean {
  return state === "unseen" || state === "seen";
}

/**
 * Where to go on: the first step that is open; where none is, the first one that was skipped, so that it can be done after
 * all; where everything is done, the last one.
 */
export function stepToTakeUp(states: StepStates): Step {
  return steps.find((step) => isOpen(states[step])) ?? steps.find((step) => states[step] === "skipped") ?? "next";
}

export function countDone(states: StepStates): number {
  return steps.filter((step) => states[step] === "done").length;
}
