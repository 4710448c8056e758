import { describe, expect, it } from "vitest";
import { type DateStyle, formatDate, formatRelative } from "./format-date";

const moment = new Date("2026-11-20T13:32:08Z");
const inOslo = (locale: string, style: DateStyle, date = moment): string =>
  formatDate(date, locale, { style, timeZone: "Europe/Oslo" }).replaceAll("\u00a0", " ");

describe("formatDate", () => {
  it("writes moments in the organisation's time zone", () => {
    expect(inOslo("en", "dayTime")).toBe("20 Nov 14:32");
    expect(inOslo("ru", "dayTime")).toBe("20 нояб., 14:32");
    expect(inOslo("en", "dayTimeSeconds")).toBe("20 Nov, 14:32:08");
    expect(inOslo("en", "day")).toBe("20 Nov");
    expect(inOslo("en", "dayYear")).toBe("20 Nov 2026");
    expect(inOslo("en", "time")).toBe("14:32");
  });

  it("never breaks a date across lines", () => {
    expect(formatDate(moment, "ru", { style: "full", timeZone: "UTC" })).not.toContain(" ");
  });

  it("has three-letter months in English and midnight as 00", () => {
    expect(inOslo("en", "dayTime", new Date("2026-09-01T22:05:00Z"))).toBe("2 Sep 00:05");
  });
});

describe("formatRelative", () => {
  const at = (seconds: number, locale: string): string =>
    formatRelative(new Date(moment.getTime() + seconds * 1000), moment, locale);

  it("counts in the unit that fits", () => {
    expect(at(-20, "en")).toBe("now");
    expect(at(-180, "en")).toBe("3 minutes ago");
    expect(at(7 * 86_400, "en")).toBe("in 7 days");
  });

  it.each([
    [1, "1 минуту назад"],
    [2, "2 минуты назад"],
    [5, "5 минут назад"],
    [11, "11 минут назад"],
    [21, "21 минуту назад"],
    [22, "22 минуты назад"],
  ] as const)("declines %d minutes in Russian", (minutes, text) => {
    expect(at(-60 * minutes, "ru")).toBe(text);
  });
});
