import { describe, expect, it } from "vitest";
import { cleanTitle } from "./clean-title";
import { firstWords } from "./first-words";

describe("cleanTitle", () => {
  it.each([
    ['"Rates to Rotterdam."', "Rates to Rotterdam"],
    ["**Title: Peak surcharge**\n\nMore", "Peak surcharge"],
    ["\n# Заголовок: «Ставка до Роттердама»", "Ставка до Роттердама"],
    ["C++ basics", "C++ basics"],
    ["What is it?", "What is it?"],
  ])("makes %j into %j", (given, title) => {
    expect(cleanTitle(given)).toBe(title);
  });

  it("makes nothing of nothing", () => {
    for (const given of ["", " \n ", '""', "***"]) expect(cleanTitle(given)).toBeUndefined();
  });
});

describe("firstWords", () => {
  it("keeps what is short, on one line", () => {
    expect(firstWords("  One\n two  ")).toBe("One two");
  });

  it("cuts between words, and never inside a character", () => {
    expect(firstWords("word ".repeat(30))).toBe(`${"word ".repeat(12).trim()}…`);
    const emoji = firstWords("👍".repeat(60));
    expect(emoji.isWellFormed()).toBe(true);
    expect(emoji).not.toContain("\uFFFD");
  });
});
