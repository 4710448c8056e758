import { describe, expect, test } from "vitest";
import {
  countDone,
  isStep,
  placeOf,
  type Step,
  type StepState,
  type StepStates,
  stepAfter,
  stepBefore,
  steps,
  stepToTakeUp,
} from "./onboarding-steps";

const unseen: StepStates = {
  start: "unseen",
  workspace: "unseen",
  purpose: "unseen",
  message: "unseen",
  next: "unseen",
};
const states = (known: Partial<Record<Step, StepState>>): StepStates => ({ ...unseen, ...known });

describe("where to go on", () => {
  test.each<[string, Partial<Record<Step, StepState>>, Step]>([
    ["from nothing, at the first step", {}, "start"],
    ["after two steps, at the third", { start: "done", workspace: "skipped" }, "purpose"],
    ["at a gap, where somebody went ahead", { start: "done", purpose: "done", next: "done" }, "workspace"],
    ["at one that was only looked at", { start: "seen", workspace: "done" }, "start"],
    [
      "where none is open, at what was skipped",
      { start: "done", workspace: "skipped", purpose: "done", message: "skipped", next: "done" },
      "workspace",
    ],
    [
      "where all is done, at the last",
      { start: "done", workspace: "done", purpose: "done", message: "done", next: "done" },
      "next",
    ],
  ])("%s", (_what, known, step) => {
    expect(stepToTakeUp(states(known))).toBe(step);
  });
});

test("every step but the ends lies between its neighbours, and is counted from 1 to 5", () => {
  expect(steps.map(placeOf)).toEqual([1, 2, 3, 4, 5]);
  expect(steps.map(stepAfter)).toEqual(["workspace", "purpose", "message", "next", null]);
  expect(steps.map(stepBefore)).toEqual([null, "start", "workspace", "purpose", "message"]);
});

test("only what is done counts as done, and only a step is a step", () => {
  expect(countDone(states({ start: "done", workspace: "skipped", purpose: "seen", next: "done" }))).toBe(2);
  expect(["start", "payment", "", "constructor"].map(isStep)).toEqual([true, false, false, false]);
});
