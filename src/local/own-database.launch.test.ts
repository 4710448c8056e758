import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Launched, launch } from "~/testing/launch";
import { processesOf } from "~/testing/processes-of";
import { freePort } from "./free-port";
import { startPostgres } from "./postgres";
import { commandLine } from "./process-alive";

// One installation, switched to a PostgreSQL of its own by one variable, in production.

let dataDir: string;
let elsewhere: string;
let owner: pg.Pool;
let stopElsewhere: () => Promise<void>;
let installation: Launched;
let password: string;

beforeAll(async () => {
  [dataDir, elsewhere] = await Promise.all([folder("counterpart-own-database-"), folder("counterpart-elsewhere-")]);
  const server = await startPostgres(elsewhere);
  stopElsewhere = () => server.stop();
  const url = server.url("counterpart_of_its_own");
  password = new URL(url).password;
  owner = new pg.Pool({ connectionString: url });
  installation = launch("start", {
    dataDir,
    port: await freePort(),
    env: { HOST: "localhost", DATABASE_URL: url, LOG_LEVEL: "debug" },
  });
  await installation.ready(300_000);
}, 310_000);

afterAll(async () => {
  installation?.child.kill("SIGTERM");
  await installation?.ended();
  await owner?.end();
  await stopElsewhere?.();
  for (const pid of [...processesOf(dataDir), ...processesOf(elsewhere)]) process.kill(pid, "SIGKILL");
  await Promise.all([dataDir, elsewhere].map((path) => rm(path, { recursive: true, force: true })));
});

async function folder(name: string): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), name));
  // PostgreSQL's account has to enter it when we are root.
  await chmod(path, 0o755);
  return path;
}

/** What was printed since the launcher began to serve; a build before it speaks for itself. */
function printed(): string[] {
  const lines = installation
    .output()
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.slice(lines.findIndex((line) => line.startsWith("{")));
}

test("everything is kept in the database that the variable names, which is made; ours is not even started", async () => {
  const email = "mira@halden.example";
  const response = await fetch(`${installation.baseUrl}/api/auth/sign-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: "correct horse battery", organizationName: "Halden Freight" }),
  });
  expect(response.status).toBe(200);
  const { rows } = await owner.query("SELECT email FROM auth_user");
  expect(rows).toEqual([{ email }]);
  expect(["postgres", "postgres-is-elsewhere.txt"].filter((name) => existsSync(join(dataDir, name)))).toEqual([]);
  await vi.waitFor(() => expect(installation.output()).toContain("/counterpart_of_its_own (DATABASE_URL)"), 10_000);
});

test("the application's role is not the owner of the tables there either", async () => {
  const { rows } = await owner.query<{ usename: string }>(
    "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name LIKE 'counterpart-%'",
  );
  expect(rows).toEqual([{ usename: "counterpart_app" }]);
});

test("every line of the launcher, the application and the worker is JSON and says whose it is, also when a worker dies", async () => {
  const [worker = 0] = processesOf(dataDir).filter((pid) => commandLine(pid)?.includes("worker.ts"));
  process.kill(worker, "SIGKILL");
  await vi.waitFor(() => expect(installation.output()).toContain("The worker process ended unexpectedly"), 10_000);
  await installation.ready(30_000);
  // A request that is refused has its line.
  await fetch(`${installation.baseUrl}/api/trpc/account.me`);
  await vi.waitFor(() => expect(installation.output()).toContain("request refused"), 5_000);
  expect(printed().filter((line) => !line.startsWith("{"))).toEqual([]);
  const processes = printed().map((line) => JSON.parse(line).process);
  expect(new Set(processes)).toEqual(new Set(["launcher", "app", "worker"]));
  expect(installation.output()).not.toContain(password);
});
