import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allChecks } from "../checks/all-checks";
import { build } from "../next-build";
import { projectRoot } from "../paths";
import { type Counts, runChecks } from "../run-checks";
import { runPlaywright, runVitest } from "../test-runners";

/**
 * `npm test`: everything that is held, in the order of how quickly it answers. The last line counts over
 * all of it; exit code 1 when anything failed. Arguments name sections to run instead of all.
 */
export async function run(args: string[]): Promise<number> {
  const startedAt = Date.now();
  const scratch = await mkdtemp(join(tmpdir(), "counterpart-test-run-"));
  const outsideLog = join(scratch, "outside-connections.jsonl");
  await mkdir(join(projectRoot, "test-results"), { recursive: true });
  watchConnections(outsideLog);
  // A build of its own: somebody may be running the one in .next.
  process.env.NEXT_DIST_DIR ||= ".next-test";

  const sections: [name: string, run: () => Promise<Counts>][] = [
    ["checks", () => runChecks(allChecks)],
    ["units and services", () => runVitest("main", join(scratch, "vitest.json"))],
    ["production build", () => runChecks([{ name: "next build", run: () => build().then(() => []) }])],
    ["journeys", () => runPlaywright(join(scratch, "playwright.json"))],
    ["launcher and faults", () => runVitest("launcher", join(scratch, "launcher.json"))],
    [
      "connections",
      () => runChecks([{ name: "no connection left this machine", run: () => outsideConnections(outsideLog) }]),
    ],
  ];
  const total: Counts = { passed: 0, failed: 0 };
  const summary: string[] = [];
  for (const [name, work] of sections) {
    if (args.length > 0 && !args.includes(name)) continue;
    console.log(`\n== ${name} ==`);
    const sectionStartedAt = Date.now();
    const counts = await work();
    total.passed += counts.passed;
    total.failed += counts.failed;
    const seconds = ((Date.now() - sectionStartedAt) / 1000).toFixed(1);
    summary.push(
      `${name.padEnd(20)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed  ${seconds.padStart(6)} s`,
    );
  }
  await rm(scratch, { recursive: true, force: true });
  console.log(`\n${summary.join("\n")}\nIn ${Math.round((Date.now() - startedAt) / 1000)} s.\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** Every Node that this one starts, however far down, refuses to connect outside and writes down that it was asked to. */
function watchConnections(log: string): void {
  const hook = join(projectRoot, "src/local/loopback-only.mjs");
  process.env.COUNTERPART_OUTSIDE_LOG = log;
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --import=${JSON.stringify(hook)}`.trim();
}

async function outsideConnections(log: string): Promise<string[]> {
  const text = await readFile(log, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}
