import { expect, test } from "vitest";
import { durationText } from "./duration-text";

test("a duration is told in the unit that a person would choose, in their language", () => {
  const english = [0, 840, 12_400, 59_940, 200_000, 7_500_000, 90_000_000].map((ms) => durationText(ms, "en"));
  expect(english).toEqual(["0 ms", "840 ms", "12.4 sec", "59.9 sec", "3 min 20 sec", "2 hr 5 min", "1 day 1 hr"]);
  expect(durationText(12_400, "ru")).toBe("12,4 с");
});
