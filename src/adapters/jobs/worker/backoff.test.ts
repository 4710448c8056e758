import { expect, test } from "vitest";
import { defaultBackoff } from "./backoff";

test("attempts come further and further apart, each a little apart from the others, and never more than about an hour", () => {
  const expected = [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600];
  expected.forEach((seconds, index) => {
    const waits = Array.from({ length: 200 }, () => defaultBackoff(index + 1) / 1_000);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(seconds * 0.8);
    expect(Math.max(...waits)).toBeLessThanOrEqual(seconds * 1.2);
    expect(new Set(waits).size).toBeGreaterThan(100);
  });
});
