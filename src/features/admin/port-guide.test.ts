import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "~/local/paths";
import { portGuide } from "./port-guide";

const variables = Object.values(portGuide).flatMap((choices) => choices.flatMap(({ variables }) => variables));

test("every variable that the console names is one that the README explains", async () => {
  const readme = await readFile(join(projectRoot, "README.md"), "utf8");
  expect(variables.map(({ name }) => name).filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
});

test("the README's table of ports names every adapter with what it cannot do without", async () => {
  const readme = await readFile(join(projectRoot, "README.md"), "utf8");
  const section = readme.split(/^## /m).find((part) => part.startsWith("Ports")) ?? "";
  for (const [port, choices] of Object.entries(portGuide)) {
    for (const { adapter, variables: needed } of choices) {
      const row = section.split("\n").find((line) => line.includes(`| \`${adapter}\``) && line.includes(`${port}`));
      expect(row, `${port} ${adapter}`).toBeDefined();
      for (const { name, isNeeded } of needed) if (isNeeded) expect(row, `${port} ${adapter}`).toContain(`\`${name}`);
    }
  }
});
