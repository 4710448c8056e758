import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { projectRoot } from "~/local/paths";

export type Launched = {
  child: ChildProcess;
  baseUrl: string;
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves when `GET /api/ready` answers 200; throws with the output when it ends or takes too long. */
  ready(timeoutMs?: number): Promise<void>;
  /** Resolves with the exit code, null after a signal. */
  ended(): Promise<number | null>;
};

export const LAUNCHER = join(projectRoot, "src/local/run.mjs");

/** Runs a command of package.json as npm would, on the given folder and port. */
export function launch(
  command: "dev" | "start",
  options: { dataDir: string; port: number; env?: Record<string, string> },
): Launched {
  const child = spawn(process.execPath, [LAUNCHER, command], {
    cwd: projectRoot,
    env: launchEnvironment(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const baseUrl = `http://localhost:${options.port}`;
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    child,
    baseUrl,
    output: () => output,
    ready: async (timeoutMs = 120_000) => {
      const deadline = Date.now() + timeoutMs;
      while (Date.now() < deadline) {
        if (hasEnded()) throw new Error(`It ended instead of getting ready:\n${output}`);
        if ((await readyStatus(baseUrl)) === 200) return;
        await sleep(100);
      }
      throw new Error(`It was not ready in time:\n${output}`);
    },
    ended: async () => {
      if (!hasEnded()) await once(child, "exit");
      return child.exitCode;
    },
  };
}

/** The status of `GET /api/ready`, 0 when nobody answers. */
export async function readyStatus(baseUrl: string): Promise<number> {
  const response = await fetch(`${baseUrl}/api/ready`, { signal: AbortSignal.timeout(20_000) }).catch(() => null);
  return response?.status ?? 0;
}

/** The environment of an installation that is nobody's: none of what a developer has configured. */
export function launchEnvironment(options: {
  dataDir: string;
  port: number;
  env?: Record<string, string>;
}): NodeJS.ProcessEnv {
  const blank = Object.fromEntries(configuredKeys().map((key) => [key, ""]));
  return {
    ...process.env,
    ...blank,
    DATA_DIR: options.dataDir,
    PORT: String(options.port),
    APP_URL: `http://localhost:${options.port}`,
    DATABASE_URL: "",
    APP_DATABASE_URL: "",
    AUTH_SECRET: "",
    ...options.env,
  };
}

/** Next reads .env by itself; a variable that is set, if to nothing, wins over it. */
function configuredKeys(): string[] {
  try {
    return Object.keys(parseEnv(readFileSync(join(projectRoot, ".env"), "utf8")));
  } catch {
    return [];
  }
}
