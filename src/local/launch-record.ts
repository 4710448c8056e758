import { writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { PlainError } from "./plain-error";
import { commandLine, isAlive } from "./process-alive";
import { killGroup } from "./supervisor";

const Launch = z.object({ pid: z.number(), port: z.number(), children: z.array(z.number()) });

export type LaunchRecord = { setChildren(pids: number[]): void; release(): Promise<void> };

/**
 * Claims `dataDir` for this launcher: one installation runs once. What a launcher that was killed left
 * running is ended first.
 */
export async function claimDataDirectory(dataDir: string, port: number): Promise<LaunchRecord> {
  const file = join(dataDir, "launcher.json");
  const previous = await readLaunch(file);
  if (previous && previous.pid !== process.pid && isLauncher(previous.pid)) {
    throw new PlainError(
      `Counterpart already runs on this data (${dataDir}) at http://localhost:${previous.port}, process ${previous.pid}.\n` +
        "Stop that one first, or set DATA_DIR (and PORT) to run a second one beside it.",
    );
  }
  if (previous) await endLeftovers(previous.children);
  const write = (children: number[]) => writeFileSync(file, JSON.stringify({ pid: process.pid, port, children }));
  write([]);
  return { setChildren: write, release: () => rm(file, { force: true }) };
}

async function readLaunch(file: string): Promise<z.infer<typeof Launch> | null> {
  try {
    return Launch.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}

/** A process id is used again sooner or later: where the system tells, look at what runs under it. */
function isLauncher(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const command = commandLine(pid);
  return command === null || command.includes("src/local/");
}

/** They notice by themselves within a second (tether.mjs); those that do not are killed. */
async function endLeftovers(pids: number[]): Promise<void> {
  const isOurs = (pid: number) => isAlive(pid) && /next|src\/local\//.test(commandLine(pid) ?? "");
  for (let waited = 0; waited < 4000 && pids.some(isOurs); waited += 100) await sleep(100);
  for (const pid of pids.filter(isOurs)) killGroup({ pid, kill: (signal) => process.kill(pid, signal) }, "SIGKILL");
}
