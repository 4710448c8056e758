import { describe, expect, it } from "vitest";
import { addDays, dayFraction, dayOf, formatDaySpan, formatLongDay, monthOf } from "./calendar";

describe("calendar", () => {
  it("knows the day of a time zone, not of the server", () => {
    const date = new Date("2026-11-30T23:30:00Z");
    expect(dayOf(date, "Europe/Oslo")).toBe("2026-12-01");
    expect(dayOf(date, "America/New_York")).toBe("2026-11-30");
    expect(dayFraction(date, "Europe/Oslo")).toBeCloseTo(0.5 / 24);
  });

  it("knows how long months are", () => {
    expect(monthOf("2028-02-10")).toEqual({ first: "2028-02-01", length: 29 });
    expect(monthOf("2026-11-20").length).toBe(30);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  it("writes days as each language does", () => {
    expect(formatLongDay("2026-11-29", "en")).toBe("29\u00a0November");
    expect(formatLongDay("2026-11-29", "ru")).toBe("29\u00a0ноября");
    expect(formatDaySpan("2026-11-01", "2026-11-20", "en")).toEqual({ from: "1", to: "20 Nov" });
    expect(formatDaySpan("2026-09-30", "2026-11-20", "en").from).toBe("30 Sep");
  });
});
