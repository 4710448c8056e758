import { expect, test } from "vitest";
import { figure, interleave, medianRatio, percentile } from "./interleave";

test("percentiles are the nearest rank", () => {
  expect(percentile([5, 1, 4, 2, 3], 50)).toBe(3);
  expect(percentile([5, 1, 4, 2, 3], 99)).toBe(5);
  expect(percentile([], 50)).toBe(0);
});

test("every contender is measured once a round, first in turn, and the warm-up is not counted", async () => {
  const order: string[] = [];
  const contender = (name: string) => ({
    name,
    measure: async (round: number) => {
      order.push(`${round}${name}`);
      return round;
    },
  });
  const figures = await interleave([contender("a"), contender("b")], 2);
  expect(order).toEqual(["0a", "0b", "1b", "1a", "2a", "2b"]);
  expect(figures.a?.rounds).toEqual([1, 2]);
});

test("a ratio compares numbers of the same round", () => {
  expect(medianRatio(figure([10, 100, 30]), figure([1, 10, 10]))).toBe(10);
});
