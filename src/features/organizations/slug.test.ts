import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOf } from "./slug";

test("a slug reads like the name, in Latin letters", () => {
  expect(slugOf("Halden Freight AS")).toBe("halden-freight-as");
  expect(slugOf("Щука и Ёж")).toBe("shchuka-i-ezh");
  expect(slugOf("Bergström & Co.")).toBe("bergstrom-co");
});

test("names that leave nothing, or would shadow a page, still get a slug of their own", () => {
  expect(slugOf("北京")).toBe("org");
  expect(slugOf("Admin")).toBe("org-admin");
});

test("every name gives a slug that is safe in an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
      expect(slugOf(name)).toMatch(/^[a-z0-9]([a-z0-9-]{0,42}[a-z0-9])?$/);
    }),
  );
});
