import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "./paths";
import type { Counts } from "./run-checks";

/** `main` is units and services; `launcher` starts whole installations and runs alone. */
export async function runVitest(suite: "main" | "launcher", report: string): Promise<Counts> {
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const code = await runNode(args, { COUNTERPART_SUITE: suite });
  const Report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numFailedTestSuites: z.number() });
  const counts = await readReport(report, Report);
  if (counts === null) return { passed: 0, failed: 1 };
  // A file that cannot even be loaded has no failed test, and must count as one.
  const failed = Math.max(counts.numFailedTests, code === 0 ? 0 : 1);
  return { passed: counts.numPassedTests, failed };
}

export async function runPlaywright(report: string): Promise<Counts> {
  if (!existsSync(join(projectRoot, "e2e/playwright.config.ts"))) return { passed: 0, failed: 1 };
  const args = ["node_modules/@playwright/test/cli.js", "test", "--config=e2e/playwright.config.ts"];
  const code = await runNode(args, { COUNTERPART_E2E_REPORT: report, FORCE_COLOR: process.env.FORCE_COLOR });
  const Report = z.object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  });
  const counts = await readReport(report, Report);
  if (counts === null) return { passed: 0, failed: 1 };
  // A journey that was skipped, or passed on another try, is not one that passed.
  const failed = counts.stats.unexpected + counts.stats.flaky + counts.stats.skipped;
  return { passed: counts.stats.expected, failed: Math.max(failed, code === 0 ? 0 : 1) };
}

async function runNode(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

async function readReport<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  const parsed = schema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
