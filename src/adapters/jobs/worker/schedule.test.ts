import { expect, test } from "vitest";
import { nextTime } from "./announce";
import { retryTime, timeOf } from "./duration";

const at = (text: string) => Date.parse(text);

test("a schedule strikes by the clock of its time zone, also when that clock is put forward or back", () => {
  const berlin = "TZ=Europe/Berlin 30 9 * * *";
  expect(nextTime(berlin, at("2026-01-15T00:00:00Z"))).toBe(at("2026-01-15T08:30:00Z"));
  expect(nextTime(berlin, at("2026-07-15T00:00:00Z"))).toBe(at("2026-07-15T07:30:00Z"));
  expect(nextTime("0 3 * * *", at("2026-03-29T00:00:00Z"))).toBe(at("2026-03-29T03:00:00Z"));
  // 02:30 does not exist that night: it strikes once, and the day after again.
  const missing = nextTime("TZ=Europe/Berlin 30 2 * * *", at("2026-03-28T23:30:00Z"));
  expect(new Date(missing).toISOString().slice(0, 10)).toBe("2026-03-29");
  expect(nextTime("TZ=Europe/Berlin 30 2 * * *", missing)).toBe(at("2026-03-30T00:30:00Z"));
  // 02:30 comes twice that night: it strikes the first time, whenever somebody asks in between.
  const twice = at("2026-10-25T00:30:00Z");
  expect(nextTime("TZ=Europe/Berlin 30 2 * * *", at("2026-10-24T20:00:00Z"))).toBe(twice);
  for (let asked = twice; asked < twice + 7_200_000; asked += 300_000) {
    expect(nextTime("TZ=Europe/Berlin 30 2 * * *", asked)).toBe(at("2026-10-26T01:30:00Z"));
  }
  // What strikes every hour strikes in both of them.
  expect(nextTime("TZ=Europe/Berlin 30 * * * *", twice)).toBe(at("2026-10-25T01:30:00Z"));
});

test("a schedule for day 31 skips the months that have none", () => {
  expect(nextTime("0 0 31 * *", at("2026-02-01T00:00:00Z"))).toBe(at("2026-03-31T00:00:00Z"));
});

test("a schedule that nobody can read is refused", () => {
  expect(() => nextTime("TZ=Nowhere/City 0 0 * * *", 0)).toThrow();
  expect(() => nextTime("61 * * * *", 0)).toThrow();
});

test("times are durations, dates, or refused", () => {
  expect(timeOf("1w2d3h4m5s", 0)).toBe(788_645_000);
  expect(timeOf("2026-01-01T00:00:00.000Z", 5)).toBe(at("2026-01-01T00:00:00Z"));
  expect(timeOf("", 5)).toBe(5);
  expect(() => timeOf("soon", 0)).toThrow(/neither/);
  expect(retryTime("3", 1_000)).toBe(4_000);
  expect(retryTime("2026-01-01T00:00:00.000Z", 0)).toBe(at("2026-01-01T00:00:00Z"));
  expect([retryTime("perhaps", 0), retryTime(undefined, 0)]).toEqual([null, null]);
});
