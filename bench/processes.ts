import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { projectRoot } from "~/local/paths";

/** Starts a script that prints its address as its first line. */
export async function startScript(
  script: string,
  args: string[],
): Promise<{ url: string; child: ChildProcess; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = await once(child.stdout, "data");
  return {
    url: String(first).trim(),
    child,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** Clock ticks of Linux's /proc, a hundred a second on every machine that Node runs on. */
const msPerTick = 10;

/** Processor time, in milliseconds, of the processes below a root whose command line matches. Linux only; NaN elsewhere. */
export async function processorMs(rootPid: number, command: RegExp): Promise<number> {
  const found = await processesBelow(rootPid, command);
  return found === null ? Number.NaN : found.reduce((sum, { ms }) => sum + ms, 0);
}

/**
 * The most memory, in bytes, that one such process ever holds while `work` runs, and what it held before. Linux only;
 * NaN elsewhere.
 */
export async function peakMemory(
  rootPid: number,
  command: RegExp,
  work: () => Promise<void>,
): Promise<{ before: number; peak: number }> {
  const [process] = (await processesBelow(rootPid, command)) ?? [];
  if (process === undefined) {
    await work();
    return { before: Number.NaN, peak: Number.NaN };
  }
  // The kernel keeps the peak itself; this starts it anew.
  await writeFile(`/proc/${process.pid}/clear_refs`, "5");
  const before = await memoryOf(process.pid, "VmRSS");
  await work();
  return { before, peak: await memoryOf(process.pid, "VmHWM") };
}

async function memoryOf(pid: number, field: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
}

/** Null where there is no /proc to ask. */
async function processesBelow(rootPid: number, command: RegExp): Promise<Process[] | null> {
  const processes = await readProcesses();
  if (processes.length === 0) return null;
  const below = new Set([rootPid]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { pid, parent } of processes) {
      if (below.has(parent) && !below.has(pid)) {
        below.add(pid);
        grew = true;
      }
    }
  }
  return processes.filter(({ pid, line }) => below.has(pid) && command.test(line));
}

type Process = { pid: number; parent: number; ms: number; line: string };

async function readProcesses(): Promise<Process[]> {
  const names = await readdir("/proc").catch(() => []);
  const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readProcess));
  return found.filter((process) => process !== null);
}

async function readProcess(pid: string): Promise<Process | null> {
  try {
    const [stat, line] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
    ]);
    // The name is in brackets and may hold anything; what follows it is numbers, the state first.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { pid: Number(pid), parent: Number(fields[1]), ms: ticks * msPerTick, line: line.replaceAll("\0", " ") };
  } catch {
    return null;
  }
}
