import { expect, test } from "vitest";
import { pauseAfter } from "./mail-backoff";

test("pauses double from half a minute to an hour and stay there", () => {
  const pauses = [1, 2, 3, 7, 8, 9, 100].map((attempts) => pauseAfter(attempts, 0, null) / 1000);
  expect(pauses).toEqual([30, 60, 120, 1920, 3600, 3600, 3600]);
});

test("mails that failed together are spread, by a fifth at most", () => {
  expect(pauseAfter(1, 1, null)).toBe(36_000);
});

test("a provider that asks for more time gets it, up to six hours", () => {
  expect(pauseAfter(1, 0, 90)).toBe(90_000);
  expect(pauseAfter(8, 0, 90)).toBe(3_600_000);
  expect(pauseAfter(1, 0, 1_000_000)).toBe(6 * 3_600_000);
});
