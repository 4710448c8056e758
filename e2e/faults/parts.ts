import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { appEnvironment } from "~/local/app-environment";
import { appServerFile } from "~/local/app-server/bundle-app";
import { freePort } from "~/local/free-port";
import { buildDirectory, projectRoot } from "~/local/paths";
import { startPostgres } from "~/local/postgres";
import { prepareDatabase } from "~/local/prepare-database";
import { seed } from "~/local/seed";

/** An installation in parts that can be hurt one by one: nobody restarts what a test kills. */
export type Parts = {
  baseUrl: string;
  owner: pg.Pool;
  /** Everything that the application and the worker have printed. */
  output(): string;
  startApp(env?: Record<string, string>): Promise<void>;
  /** Asks the application to end, or ends it; resolves with how long it took, in milliseconds. */
  endApp(signal: NodeJS.Signals): Promise<number>;
  isAppAlive(): boolean;
  startWorker(): void;
  endWorker(): Promise<void>;
  /** Ends PostgreSQL as a crash does: no checkpoint, every connection cut. */
  crashPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  close(): Promise<void>;
};

/** @param env of the application and the worker, beside what an installation has anyway. */
export async function startParts(env: Record<string, string> = {}): Promise<Parts> {
  for (const key of ["APP_DATABASE_URL", "DATABASE_URL", "AUTH_SECRET", "APP_URL"]) delete process.env[key];
  const dataDir = await mkdtemp(join(tmpdir(), "counterpart-faults-"));
  // PostgreSQL's account has to enter it when we are root.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const database = await prepareDatabase(dataDir);
  const environment = await appEnvironment({ dataDir, port, appUrl: database.appUrl, mode: "production" });
  await seed({ dataDir, ownerUrl: database.ownerUrl, env: environment, withDemo: false });
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 16 });
  owner.on("error", () => undefined);
  const baseUrl = `http://127.0.0.1:${port}`;
  const childEnv = { ...environment, ...env, APP_URL: baseUrl, NEXT_TELEMETRY_DISABLED: "1" };
  let output = "";
  let app: ChildProcess | undefined;
  let worker: ChildProcess | undefined;

  const run = (args: string[], more: Record<string, string> = {}): ChildProcess => {
    const child = spawn(process.execPath, args, {
      cwd: projectRoot,
      env: { ...childEnv, ...more },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    return child;
  };
  const parts: Parts = {
    baseUrl,
    owner,
    output: () => output,
    isAppAlive: () => app !== undefined && isRunning(app),
    startApp: async (more) => {
      app = run([appServerFile(buildDirectory())], { HOST: "127.0.0.1", ...more });
      await until(
        async () => (await fetch(`${baseUrl}/api/health`)).ok,
        60_000,
        () => output,
      );
    },
    endApp: (signal) => end(app, signal),
    startWorker: () => {
      worker = run(["--conditions=react-server", "--import", "tsx", "src/local/worker.ts"]);
    },
    endWorker: async () => {
      await end(worker, "SIGTERM");
    },
    crashPostgres: async () => {
      const home = await postgresHomeOf(dataDir);
      const pid = Number.parseInt(await readFile(join(home, "data/postmaster.pid"), "utf8"), 10);
      process.kill(pid, "SIGQUIT");
      await until(
        async () => !isAlive(pid),
        20_000,
        () => "PostgreSQL did not end",
      );
    },
    startPostgres: async () => {
      await startPostgres(dataDir);
    },
    close: async () => {
      await Promise.all([end(app, "SIGKILL"), end(worker, "SIGKILL")]);
      await owner.end();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return parts;
}

/** Waits for something to become true; what it throws counts as not yet. */
export async function until(isTrue: () => Promise<boolean>, timeoutMs: number, why: () => string): Promise<number> {
  const startedAt = Date.now();
  for (;;) {
    if (await isTrue().catch(() => false)) return Date.now() - startedAt;
    if (Date.now() - startedAt > timeoutMs)
      throw new Error(`It did not happen in ${timeoutMs} ms: ${why().slice(-4_000)}`);
    await sleep(50);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<number> {
  const startedAt = Date.now();
  if (child?.pid === undefined || !isRunning(child)) return 0;
  const exit = once(child, "exit");
  // With everything that it has started.
  process.kill(-child.pid, signal);
  await exit;
  return Date.now() - startedAt;
}

async function postgresHomeOf(dataDir: string): Promise<string> {
  const elsewhere = await readFile(join(dataDir, "postgres-is-elsewhere.txt"), "utf8").catch(() => null);
  return elsewhere?.trim().split("\n").at(-1) ?? join(dataDir, "postgres");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
