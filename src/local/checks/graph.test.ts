import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { projectRoot } from "../paths";
import { findCycle, readFeatureGraph } from "./feature-graph";
import { cruiseTree } from "./graph";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A tree with the project's rules and only these files in it; the names of the rules that it breaks. */
async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "counterpart-graph-")));
  folders.push(root);
  await cp(join(projectRoot, "tsconfig.json"), join(root, "tsconfig.json"));
  await cp(join(projectRoot, "package.json"), join(root, "package.json"));
  await symlink(join(projectRoot, "node_modules"), join(root, "node_modules"));
  await mkdir(join(root, "prisma"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const { summary } = await cruiseTree(root);
  expect(summary.totalCruised).toBeGreaterThan(0);
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

const value = "export const value = 1;\n";
const use = (path: string) => `import { value } from "${path}";\nexport const used = value;\n`;

describe("a planted bad import is found", () => {
  test.each<[rule: string, importer: string, imported: string, specifier: string]>([
    ["lib-is-lowest", "src/lib/a.ts", "src/server/b.ts", "~/server/b"],
    ["adapters-know-only-lib", "src/adapters/mail/a.ts", "src/server/b.ts", "~/server/b"],
    [
      "server-core-knows-no-feature",
      "src/server/a.ts",
      "src/features/chat/server/b.service.ts",
      "~/features/chat/server/b.service",
    ],
    ["features-know-no-route", "src/features/chat/a.ts", "src/app/b.ts", "~/app/b"],
    ["shared-components-know-no-feature", "src/components/ui/a.tsx", "src/features/chat/b.ts", "~/features/chat/b"],
    ["nothing-served-imports-the-launcher", "src/app/a.ts", "src/local/b.ts", "~/local/b"],
    ["only-tests-import-testing", "src/features/chat/a.ts", "src/testing/b.ts", "~/testing/b"],
    ["only-its-route-serves-functions", "src/features/chat/a.ts", "inngest/b.ts", "../../../inngest/b"],
    [
      "functions-call-jobs-alone",
      "inngest/functions/a.ts",
      "src/features/chat/server/b.service.ts",
      "~/features/chat/server/b.service",
    ],
    ["nobody-imports-a-test", "src/lib/a.ts", "src/lib/b.test.ts", "./b.test"],
    [
      "features-meet-at-services",
      "src/features/credits/a.ts",
      "src/features/ledger/server/b.repository.ts",
      "~/features/ledger/server/b.repository",
    ],
    [
      "features-meet-at-services",
      "src/features/credits/a.ts",
      "src/features/ledger/components/b.tsx",
      "~/features/ledger/components/b",
    ],
    [
      "routers-are-for-the-root",
      "src/app/a.ts",
      "src/features/chat/server/b.router.ts",
      "~/features/chat/server/b.router",
    ],
    [
      "repositories-stay-in-their-feature",
      "src/app/a.ts",
      "src/features/chat/server/b.repository.ts",
      "~/features/chat/server/b.repository",
    ],
    ["feature-ledger-is-declared", "src/features/ledger/a.ts", "src/features/chat/b.ts", "~/features/chat/b"],
    ["every-feature-is-declared", "src/features/undeclared/a.ts", "src/lib/b.ts", "~/lib/b"],
    [
      "components-never-load-the-server",
      "src/features/chat/components/a.tsx",
      "src/features/chat/server/b.ts",
      "../server/b",
    ],
    ["components-never-load-the-server", "src/components/ui/a.tsx", "src/server/b.ts", "~/server/b"],
    ["vendors-live-in-adapters", "src/features/chat/a.ts", "src/lib/b.ts", "better-auth"],
    ["vendors-live-in-adapters", "src/features/chat/a.ts", "src/lib/b.ts", "inngest"],
    ["vendors-live-in-adapters", "src/features/chat/a.ts", "src/lib/b.ts", "@aws-sdk/client-s3"],
    ["vendors-live-in-adapters", "src/features/chat/a.ts", "src/lib/b.ts", "uploadthing/server"],
    ["telemetry-has-one-home", "src/features/chat/a.ts", "src/lib/b.ts", "prom-client"],
    ["clerk-has-two-homes", "src/features/credits/a.ts", "src/lib/b.ts", "@clerk/react"],
    ["the-ai-sdk-has-four-homes", "src/features/credits/a.ts", "src/lib/b.ts", "ai"],
    [
      "the-generated-client-has-few-homes",
      "src/features/chat/server/a.service.ts",
      "src/generated/prisma/client.ts",
      "~/generated/prisma/client",
    ],
    ["plain-connections-are-the-cores", "src/features/chat/a.ts", "src/lib/b.ts", "pg"],
    ["every-import-resolves", "src/lib/a.ts", "src/lib/b.ts", "./missing"],
  ])("%s: %s may not import %s", async (rule, importer, imported, specifier) => {
    expect(await brokenRules({ [importer]: use(specifier), [imported]: value })).toContain(rule);
  });

  test("no-cycles: two files may not import each other", async () => {
    expect(
      await brokenRules({ "src/lib/a.ts": `${use("./b")}${value}`, "src/lib/b.ts": `${use("./a")}${value}` }),
    ).toContain("no-cycles");
  });
});

test("what the rules allow passes", async () => {
  const files = {
    "src/lib/a.ts": value,
    "src/adapters/mail/b.ts": use("~/lib/a"),
    "src/features/ledger/server/c.service.ts": value,
    "src/features/credits/server/d.service.ts": use("~/features/ledger/server/c.service"),
  };
  expect(await brokenRules(files)).toEqual([]);
});

describe("the declared feature graph", () => {
  test("has no cycle", async () => {
    expect(findCycle(await readFeatureGraph())).toBeNull();
  });

  test("would be refused with one", () => {
    expect(findCycle({ a: ["b"], b: ["c"], c: ["a"], d: [] })).toEqual(["a", "b", "c", "a"]);
  });
});
