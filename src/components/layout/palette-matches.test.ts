import { expect, test } from "vitest";
import { paletteMatches } from "./palette-matches";

const items = [
  { label: "Chat", group: "Pages" },
  { label: "Settings: Audit log", group: "Pages", keywords: ["history"] },
  { label: "Password and sessions", group: "Pages" },
  { label: "Dark theme", group: "Acts", keywords: ["Theme", "Dark"] },
  { label: "Sign out", group: "Acts" },
];
const found = (search: string) =>
  paletteMatches(items, search).map(({ group, items: of }) => [group, ...of.map(({ label }) => label)]);

test("what is typed finds what has every word of it, and nothing whose letters are only strewn", () => {
  expect(found("sign out")).toEqual([["Acts", "Sign out"]]);
  expect(found("LOG audit")).toEqual([["Pages", "Settings: Audit log"]]);
  expect(found("history")).toEqual([["Pages", "Settings: Audit log"]]);
  expect(found("stngs")).toEqual([]);
});

test("a label that begins with it comes first, with its group", () => {
  expect(found("si")).toEqual([
    ["Acts", "Sign out"],
    ["Pages", "Password and sessions"],
  ]);
  expect(found("pass")).toEqual([["Pages", "Password and sessions"]]);
});

test("nothing typed is everything in its order", () => {
  expect(found(" ")).toEqual([
    ["Pages", "Chat", "Settings: Audit log", "Password and sessions"],
    ["Acts", "Dark theme", "Sign out"],
  ]);
});
