import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { projectRoot } from "../paths";
import { draw } from "./architecture-graph";
import { leaves } from "./message-parity";
import { violations } from "./source-rules";
import { runTool } from "./tools";

const biome = join(projectRoot, "node_modules/@biomejs/biome/bin/biome");
const folder = await mkdtemp(join(tmpdir(), "counterpart-lint-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the linter says of a tree with the project's rules and only this file in it. */
async function lint(file: string, text: string): Promise<string> {
  const root = await mkdtemp(join(folder, "tree-"));
  await cp(join(projectRoot, "biome.json"), join(root, "biome.json"));
  await mkdir(join(root, dirname(file)), { recursive: true });
  await writeFile(join(root, file), text);
  return (
    await runTool([biome, "lint", "src", `--config-path=${root}`, "--vcs-enabled=false", "--colors=off"], root)
  ).join("\n");
}

describe("the linter", () => {
  test("finds a literal text in a component", async () => {
    const planted = "export function Planted() {\n  return <p>Hello there</p>;\n}\n";
    expect(await lint("src/features/chat/components/planted.tsx", planted)).toContain("noJsxLiterals");
  });

  test("finds a reader of process.env outside env.ts", async () => {
    expect(await lint("src/features/chat/planted.ts", "export const key = process.env.KEY;\n")).toContain(
      "noProcessEnv",
    );
  });

  test("finds any", async () => {
    expect(await lint("src/lib/planted.ts", "export const value: any = 1;\n")).toContain("noExplicitAny");
  });

  test("finds a barrel", async () => {
    expect(await lint("src/lib/planted.ts", 'export * from "./other";\n')).toContain("noReExportAll");
  });

  test("lets through what is right", async () => {
    expect(await lint("src/lib/planted.ts", "export const value = 1;\n")).toBe("");
  });
});

describe("the source rules", () => {
  test.each([
    ["a rule switched off in place", `// biome-${"ignore"} lint: because`],
    ["types switched off", `// @ts-${"ignore"}`],
    ["a claim of any", `const value = answer as ${"any"};`],
    ["a double claim", `const value = answer as unknown ${"as"} Row;`],
    ["a test that hides the others", `test.${"only"}("it", () => {});`],
  ])("find %s", (_, line) => {
    expect(violations("planted.ts", line)).toHaveLength(1);
  });
});

describe("the parity of texts", () => {
  test("counts an empty text as missing", () => {
    expect(leaves({ title: "Hello", hint: " ", nested: { deep: "x" } }, "chat")).toEqual([
      "chat.title",
      "chat.nested.deep",
    ]);
  });
});

test("the drawing tells used edges from those only allowed", () => {
  expect(draw({ a: ["b", "c"], b: [], c: [] }, new Set(["a b"]))).toBe(
    "```mermaid\ngraph TD\n  a --> b\n  a -.-> c\n  b\n  c\n```",
  );
});
