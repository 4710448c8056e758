import { describe, expect, it } from "vitest";
import { axisFromZero, linear, linePath } from "./chart-scale";

describe("axisFromZero", () => {
  it.each([
    [1_040, [0, 500, 1_000, 1_500]],
    [1_000, [0, 250, 500, 750, 1_000]],
    [50, [0, 20, 40, 60]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [7, [0, 2, 4, 6, 8]],
  ])("ends on a round figure at or above %d", (highest, ticks) => {
    const axis = axisFromZero(highest);
    expect(axis.ticks).toEqual(ticks);
    expect(axis.max).toBeGreaterThanOrEqual(highest);
  });

  it("has an axis for nothing at all", () => {
    expect(axisFromZero(0)).toEqual({ max: 1, ticks: [0, 1] });
  });
});

describe("linear and linePath", () => {
  it("map values to pixels, also for a range of no width", () => {
    expect(linear([0, 10], [100, 0])(5)).toBe(50);
    expect(linear([3, 3], [0, 10])(3)).toBe(0);
    expect(
      linePath([
        { x: 1, y: 2 },
        { x: 3.04, y: 4 },
      ]),
    ).toBe("M1.0 2.0L3.0 4.0");
  });
});
