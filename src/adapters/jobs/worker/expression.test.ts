import { expect, test } from "vitest";
import { parseExpression } from "./expression";

const names = {
  event: { data: { id: "7", "odd name": 3, plan: { tier: "pro" }, on: true, count: 2 } },
  async: { data: { id: "7", count: 5 } },
};
const evaluate = (text: string) => parseExpression(text, ["event", "async"])(names);

test.each([
  ["event.data.id == async.data.id", true],
  ["event.data.id != async.data.id", false],
  ["event.data.plan.tier == 'pro' && async.data.count > event.data.count", true],
  ['event.data["odd name"] >= 3', true],
  ["event.data.on == true || event.data.missing == 1", true],
  ["!(event.data.on) && true", false],
  ["event.data.missing.deeper == null", true],
  ["event.data.id + '-' + event.data.plan.tier", "7-pro"],
  ["event.data.count + 1", 3],
  ["event.data.count < 'x'", false],
  ["event.data.toString == null", true],
  [`event.data.id == '\\'7'`, false],
])("%s is %s", (text, value) => {
  expect(evaluate(text)).toBe(value);
});

test.each([
  "event.data.id.startsWith('x')",
  "size(event.data)",
  "event.data.id ==",
  "other.data",
  "event.data..id",
  "1 ? 2 : 3",
  "'open",
  "",
])("refuses what it does not know: %s", (text) => {
  expect(() => evaluate(text)).toThrow(/uses more than/);
});
