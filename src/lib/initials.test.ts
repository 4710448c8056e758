import { describe, expect, it } from "vitest";
import { initialsOf } from "./initials";

describe("initialsOf", () => {
  it.each([
    ["Mira Okafor", "MO"],
    ["Анна Мария Волкова", "АВ"],
    ["acme", "AC"],
    ["mira@haldenfreight.no", "MI"],
    ["Vik & Sons", "VS"],
    ["𝒳yz", "𝒳Y"],
    ["  ", "?"],
    ["x", "X"],
  ])("shortens %s to %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
