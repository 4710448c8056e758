import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { locales } from "~/i18n/locales";
import { messages } from "~/messages";
import { permissions } from "~/server/permissions";
import { ungrouped } from "./permission-groups";

test("every permission of the table has its part of the page and a text in every language, each its own", () => {
  expect(ungrouped()).toEqual([]);
  for (const locale of locales) {
    const t = createTranslator({ locale, messages: messages[locale], namespace: "members.can", onError: fail });
    const texts = permissions.map((permission) => t(permission));
    expect(texts.filter((text) => text.trim() === "")).toEqual([]);
    expect(new Set(texts).size).toBe(permissions.length);
  }
});

function fail(error: Error): never {
  throw error;
}
