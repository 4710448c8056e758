import type { Check } from "./checks/check";

export type Counts = { passed: number; failed: number };

/** Runs the checks one after another and says of each what it found. */
export async function runChecks(checks: readonly Check[]): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  for (const check of checks) {
    const startedAt = Date.now();
    const found = await check.run().catch((error: unknown) => [String(error instanceof Error ? error.stack : error)]);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    if (found.length === 0) counts.passed++;
    else counts.failed++;
    console.log(`${found.length === 0 ? "pass" : "FAIL"}  ${check.name} (${seconds} s)`);
    for (const text of found) console.log(text.replace(/^/gm, "      "));
  }
  return counts;
}
