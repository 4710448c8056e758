import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { messages } from "~/messages";

const source = fileURLToPath(new URL("../../", import.meta.url));

test("every act that the code writes down has a name in every language", () => {
  const written = new Set(
    readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(service|job|repository)\.ts$/.test(file))
      .flatMap((file) => [...readFileSync(source + file, "utf8").matchAll(/\baction: "([a-z_]+\.[a-z_]+)"/g)])
      .map(([, action = ""]) => action),
  );
  expect(written.size).toBeGreaterThan(15);
  for (const texts of [messages.en, messages.ru]) {
    const known: Record<string, string> = texts.audit.actions;
    expect([...written].filter((action) => !known[action.replaceAll(".", "_")])).toEqual([]);
  }
});
