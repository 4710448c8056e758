import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../paths";
import type { Check } from "./check";

const FOLDER = join(projectRoot, "src/messages");
const LANGUAGES = ["en", "ru"];

export const messageParity: Check = {
  name: "every text in every language",
  run: async () => {
    const keys = new Map(
      await Promise.all(LANGUAGES.map(async (language) => [language, await keysOf(language)] as const)),
    );
    const all = new Set([...keys.values()].flatMap((set) => [...set]));
    return LANGUAGES.flatMap((language) =>
      [...all].filter((key) => !keys.get(language)?.has(key)).map((key) => `${language} has no ${key}`),
    );
  },
};

async function keysOf(language: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const file of await readdir(join(FOLDER, language))) {
    const messages = JSON.parse(await readFile(join(FOLDER, language, file), "utf8"));
    for (const key of leaves(messages, file.replace(/[.]json$/, ""))) keys.add(key);
  }
  return keys;
}

/** The paths of all texts in a tree of messages. An empty text counts as missing. */
export function leaves(node: unknown, path: string): string[] {
  if (typeof node === "string") return node.trim() === "" ? [] : [path];
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
}
