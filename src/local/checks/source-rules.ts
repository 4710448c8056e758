import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../paths";
import type { Check } from "./check";

type Rule = { pattern: RegExp; why: string };

// Spelled in parts, so that this file does not break its own rules.
const rules: Rule[] = [
  { pattern: new RegExp(`biome-${"ignore"}`), why: "a rule is followed or changed, never switched off in place" },
  { pattern: new RegExp(`@ts-(${"ignore"}|${"nocheck"})`), why: "types are repaired" },
  // Followed by what ends an expression: "as any other" in a sentence is no claim.
  {
    pattern: new RegExp(`\\bas (${"any"}(\\[\\])*\\s*([;,)\\]}.>]|$)|unknown ${"as"}\\b)`),
    why: "a guard, not a claim",
  },
  { pattern: new RegExp(`(test|describe|it)[.](${"only"}|${"skip"})\\(`), why: "every test runs" },
];

export const sourceRules: Check = {
  name: "source rules",
  run: async () => {
    const found: string[] = [];
    for (const file of await sourceFiles()) {
      found.push(...violations(file, await readFile(join(projectRoot, file), "utf8")));
    }
    return found;
  },
};

/** What is wrong with a file's text, as `file:line: rule`. */
export function violations(file: string, text: string): string[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      rules
        .filter(({ pattern }) => pattern.test(line))
        .map(({ why }) => `${file}:${index + 1}: ${why}: ${line.trim()}`),
    );
}

async function sourceFiles(): Promise<string[]> {
  const files: string[] = [];
  for (const folder of ["src", "inngest", "emails", "prisma", "e2e", "bench"]) {
    const entries = await readdir(join(projectRoot, folder), { recursive: true }).catch(() => []);
    for (const entry of entries) {
      if (/[.](ts|tsx|mjs)$/.test(entry) && !entry.startsWith("generated")) files.push(join(folder, entry));
    }
  }
  return files;
}
