import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "./paths";

export type ProcessSpec = {
  name: string;
  /** Arguments for the Node that runs us. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** A process that is started again when it dies; otherwise its death is reported through `onDeath`. */
  isRestarted: boolean;
  /** Whether each line of output is marked with the name. */
  isPrefixed?: boolean;
};

export type Supervisor = {
  start(spec: ProcessSpec): void;
  /** Resolves with the name of the first process that died and is not restarted. */
  death: Promise<string>;
  pids(): number[];
  /** Asks every process to end, waits up to `graceMs`, then kills what is left, with everything it started. */
  stop(graceMs: number): Promise<void>;
};

/** Starts processes, each in a group of its own, and keeps them running until `stop`. */
export function createSupervisor(onChange: (pids: number[]) => void): Supervisor {
  const children = new Map<string, ChildProcess>();
  let isStopping = false;
  let reportDeath: (name: string) => void = () => undefined;
  const death = new Promise<string>((resolve) => {
    reportDeath = resolve;
  });
  const pids = () => [...children.values()].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));

  const start = (spec: ProcessSpec, attempt = 0) => {
    if (isStopping) return;
    const startedAt = Date.now();
    const child = spawn(process.execPath, spec.args, {
      cwd: projectRoot,
      env: { ...spec.env, COUNTERPART_LAUNCHER: String(process.pid), NODE_OPTIONS: withTether(spec.env.NODE_OPTIONS) },
      stdio: ["ignore", spec.isPrefixed ? "pipe" : "inherit", spec.isPrefixed ? "pipe" : "inherit"],
      detached: process.platform !== "win32",
    });
    children.set(spec.name, child);
    onChange(pids());
    if (spec.isPrefixed) prefixLines(child, spec.name);
    child.once("exit", async (code, signal) => {
      killGroup(child, "SIGKILL");
      children.delete(spec.name);
      onChange(pids());
      if (isStopping) return;
      // A worker whose code has changed ends by itself, to be started with the new one.
      if (spec.isRestarted && code === 0) return start(spec);
      console.error(`The ${spec.name} process ended unexpectedly (${signal ?? `exit code ${code}`}).`);
      if (!spec.isRestarted) return reportDeath(spec.name);
      // A process that ran for a while starts over at once; one that dies again and again is given more and more time.
      const next = Date.now() - startedAt > 30_000 ? 0 : attempt + 1;
      const waitMs = Math.min(250 * 2 ** next, 15_000);
      console.error(`Starting it again in ${waitMs / 1000} s.`);
      await sleep(waitMs);
      start(spec, next);
    });
  };

  return {
    start,
    death,
    pids,
    stop: async (graceMs) => {
      isStopping = true;
      const all = [...children.values()];
      const gone = Promise.all(
        all.map(
          (child) => (child.exitCode ?? child.signalCode) !== null || new Promise((done) => child.once("exit", done)),
        ),
      );
      for (const child of all) child.kill("SIGTERM");
      await Promise.race([gone, sleep(graceMs, undefined, { ref: false })]);
      for (const child of all) killGroup(child, "SIGKILL");
      await Promise.race([gone, sleep(2000, undefined, { ref: false })]);
    },
  };
}

/** The whole group: Next starts processes of its own. */
export function killGroup(child: Pick<ChildProcess, "pid" | "kill">, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

function withTether(options = ""): string {
  return `${options} --import=${JSON.stringify(join(projectRoot, "src/local/tether.mjs"))}`.trim();
}

function prefixLines(child: ChildProcess, name: string): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", (line) => console.log(`[${name}] ${line}`));
  }
}
