import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "./paths";

// Set by the commands themselves.
const own = new Set(["NODE_ENV"]);

test("the README explains every variable that configures the application", async () => {
  const readme = await readFile(join(projectRoot, "README.md"), "utf8");
  const unexplained: string[] = [];
  for await (const file of glob(["src/env.ts", "src/adapters/**/*.env.ts"], { cwd: projectRoot })) {
    const text = await readFile(join(projectRoot, file), "utf8");
    for (const [, key = ""] of text.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)) {
      if (!own.has(key) && !readme.includes(`| \`${key}\` |`)) unexplained.push(key);
    }
  }
  expect(unexplained).toEqual([]);
});

test("the README's tables explain each thing once", async () => {
  const readme = await readFile(join(projectRoot, "README.md"), "utf8");
  const explained = readme.split(/^## /m).flatMap((section) => {
    const isOfPorts = section.startsWith("Ports");
    return section
      .split("\n")
      .filter((line) => /^\| `/.test(line) || (isOfPorts && /^\| \w+ \| `/.test(line)))
      .map((line) =>
        line
          .split("|")
          .slice(1, isOfPorts ? 3 : 2)
          .join("|")
          .trim(),
      );
  });
  expect(explained.length).toBeGreaterThan(80);
  expect(explained.filter((what, index) => explained.indexOf(what) !== index)).toEqual([]);
});
