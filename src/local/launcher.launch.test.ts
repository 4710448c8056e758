import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Launched, launch, readyStatus } from "~/testing/launch";
import { processesOf } from "~/testing/processes-of";
import { freePort } from "./free-port";
import { projectRoot } from "./paths";
import { commandLine } from "./process-alive";

// One installation, started, hurt and started again, in the order in which a person might do it.

let dataDir: string;
let port: number;
let outsideLog: string;
const env: Record<string, string> = { NEXT_DIST_DIR: ".next-launcher-test" };
const launched: Launched[] = [];

function start(over: { dataDir?: string; port?: number } = {}): Launched {
  const next = launch("dev", { dataDir, port, env, ...over });
  launched.push(next);
  return next;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "counterpart-launcher-"));
  // PostgreSQL's account has to enter it when we are root.
  await chmod(dataDir, 0o755);
  port = await freePort();
  // Everything that it starts refuses to connect outside and writes down that it was asked to.
  outsideLog = join(dataDir, "outside-connections.jsonl");
  const guard = `--import=${JSON.stringify(join(projectRoot, "src/local/loopback-only.mjs"))}`;
  Object.assign(env, { COUNTERPART_OUTSIDE_LOG: outsideLog, NODE_OPTIONS: guard });
});

afterAll(async () => {
  for (const { child } of launched) child.kill("SIGTERM");
  await Promise.all(launched.map((one) => one.ended()));
  for (const pid of processesOf(dataDir)) process.kill(pid, "SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

describe("npm run dev", { timeout: 120_000 }, () => {
  let current: Launched;

  test("starts everything and says where it is", async () => {
    current = start();
    await untilReady(current);
    expect(current.output()).toContain(`http://localhost:${port}`);
    expect((await fetch(`${current.baseUrl}/api/health`)).status).toBe(200);
  });

  test("connects to nobody outside, also once a browser has a page of it open", async () => {
    expect((await fetch(`${current.baseUrl}/sign-in`)).status).toBe(200);
    // What the page's own script does while developing; the first answer comes after Next knows its own version.
    const socket = new WebSocket(`${current.baseUrl.replace("http", "ws")}/_next/hmr?id=test`);
    const { promise: synced, resolve, reject } = Promise.withResolvers<void>();
    socket.addEventListener("message", ({ data }) => {
      if (String(data).includes('"type":"sync"')) resolve();
    });
    socket.addEventListener("error", () => reject(new Error("no connection for reloading")));
    await synced;
    socket.close();
    expect(await readFile(outsideLog, "utf8").catch(() => "")).toBe("");
  });

  test("refuses to run twice on the same data, and says what to do", async () => {
    const second = start({ port: await freePort() });
    expect(await second.ended()).toBe(1);
    expect(second.output()).toContain("already runs on this data");
  });

  test("says that a port is in use, and what to do", async () => {
    const other = await mkdtemp(join(tmpdir(), "counterpart-launcher-"));
    const blocker = createServer().listen(0);
    await once(blocker, "listening");
    const address = blocker.address();
    const taken = address !== null && typeof address === "object" ? address.port : 0;
    const second = start({ dataDir: other, port: taken });
    expect(await second.ended()).toBe(1);
    expect(second.output()).toContain(`Port ${taken} is in use`);
    expect(second.output()).not.toContain("    at ");
    blocker.close();
    await rm(other, { recursive: true, force: true });
  });

  test("stops being ready within five seconds of losing its worker, and starts another", async () => {
    const [worker = 0] = processesOf(dataDir).filter((pid) => commandLine(pid)?.includes("worker.ts"));
    process.kill(worker, "SIGSTOP");
    await until(async () => (await readyStatus(current.baseUrl)) === 503, 5_000);
    process.kill(worker, "SIGKILL");
    await current.ready(20_000);
    expect(current.output()).toContain("The worker process ended unexpectedly");
  });

  test("brings PostgreSQL back when it crashes, and is ready again by itself", async () => {
    const [server = 0] = processesOf(join(dataDir, "postgres/data")).filter((pid) =>
      commandLine(pid)?.includes(" -D "),
    );
    process.kill(server, "SIGKILL");
    const crashedAt = Date.now();
    await until(async () => (await readyStatus(current.baseUrl)) === 503, 5_000);
    await until(async () => (await readyStatus(current.baseUrl)) === 200, 30_000);
    expect(Date.now() - crashedAt).toBeLessThan(30_000);
  });

  test("starts again after kill -9 of the launcher, and keeps the data", async () => {
    const before = processesOf(dataDir);
    for (const pid of before.filter(isLauncher)) process.kill(pid, "SIGKILL");
    await current.ended();
    current = start();
    await untilReady(current);
    const survivors = processesOf(dataDir).filter((pid) => before.includes(pid) && !isPostgres(pid));
    expect(survivors.map(commandLine)).toEqual([]);
  });

  test("starts again after kill -9 of everything, PostgreSQL included", async () => {
    for (const pid of processesOf(dataDir)) process.kill(pid, "SIGKILL");
    await current.ended();
    current = start();
    await untilReady(current);
    expect(current.output()).not.toContain("Applied");
  });

  test("leaves no process behind on Ctrl-C", async () => {
    current.child.kill("SIGINT");
    expect(await current.ended()).toBe(0);
    await until(() => processesOf(dataDir).length === 0, 3_000);
    expect(processesOf(dataDir)).toEqual([]);
  });

  test("does nothing twice: neither installs, nor migrates, nor seeds", async () => {
    current = start();
    await untilReady(current);
    expect(current.output()).not.toMatch(/nstall|Applied|Seed/);
    current.child.kill("SIGTERM");
    expect(await current.ended()).toBe(0);
  });
});

async function untilReady(one: Launched): Promise<void> {
  // Not by its address alone: what was killed a moment ago may still answer there.
  await until(() => one.output().includes("Counterpart is ready") || one.child.exitCode !== null, 120_000);
  await one.ready();
}

/** Waits until it holds; throws when it does not in time. */
async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come true in ${timeoutMs} ms: ${holds}`);
    await sleep(50);
  }
}

function isLauncher(pid: number): boolean {
  return /run\.mjs|main\.ts/.test(commandLine(pid) ?? "");
}

function isPostgres(pid: number): boolean {
  return (commandLine(pid) ?? "").includes("postgres");
}
