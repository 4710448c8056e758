import { expect, test } from "vitest";
import { isGuessedName, nameFromEmail } from "./name-from-email";

test.each([
  ["mira.okafor@halden.example", "Mira Okafor"],
  ["ida@halden.example", "Ida"],
  ["j_lind+work@halden.example", "J Lind Work"],
  ["._@halden.example", "._@halden.example"],
])("%s reads as %s", (email, name) => {
  expect(nameFromEmail(email)).toBe(name);
});

test("a name counts as guessed where it says no more than the address does", () => {
  const email = "mira.okafor@halden.example";
  const guessed = ["", " ", email, "mira.okafor", "Mira Okafor"].map((name) => isGuessedName({ name, email }));
  expect(guessed).toEqual([true, true, true, true, true]);
  expect(isGuessedName({ name: "Mira O.", email })).toBe(false);
});
