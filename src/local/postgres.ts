import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { embeddedBinaries } from "./embedded-binaries";
import { freePort } from "./free-port";
import { PlainError } from "./plain-error";
import { postgresAccount } from "./postgres-account";
import { postgresHome } from "./postgres-home";
import { initialiseCluster } from "./postgres-initialise";
import { commandLine, isAlive } from "./process-alive";
import { keepSecret } from "./secret-file";

const run = promisify(execFile);

export type LocalPostgres = {
  /** Where the cluster lives; not always under the data directory, see postgresHome. */
  home: string;
  port: number;
  /** Whether a server was found running, left behind by a launcher that was killed. */
  wasRunning: boolean;
  /** Connection string of the owner role for a database of this cluster. */
  url(database: string): string;
  /** Whether the server's process lives. */
  isRunning(): Promise<boolean>;
  /** Stops the server; clients are disconnected and their open transactions rolled back. */
  stop(): Promise<void>;
};

/** The role that owns the databases and runs the migrations. Deliberately no superuser, as on a rented server. */
export const OWNER_ROLE = "counterpart";

/**
 * Starts the embedded PostgreSQL of `dataDir`, making it on the first call, or finds it running.
 * `fast` gives up durability for speed: for tests only.
 */
export async function startPostgres(
  dataDir: string,
  options: { fast?: boolean; port?: number } = {},
): Promise<LocalPostgres> {
  const account = await postgresAccount();
  const home = await postgresHome(dataDir, account);
  const binaries = await embeddedBinaries(account, home);
  const data = join(home, "data");
  const as = account ? { uid: account.uid, gid: account.gid, cwd: "/" } : {};
  const password = await keepSecret(join(dataDir, "postgres-password"));

  if (!existsSync(join(data, "PG_VERSION"))) await initialiseCluster(binaries.initdb, data, password, account);

  const running = await runningPort(data, password);
  const port = running ?? (await start());
  await prepareOwner(port, password);
  return {
    home,
    port,
    wasRunning: running !== null,
    url: (database) => `postgresql://${OWNER_ROLE}:${password}@127.0.0.1:${port}/${database}`,
    isRunning: async () => isPostgres((await readLock(data)).pid),
    stop: async () => {
      await run(
        binaries.pgCtl,
        ["stop", "-D", data, "-m", options.fast ? "immediate" : "fast", "-w", "-t", "30"],
        as,
      ).catch(async (error) => {
        if (await runningPort(data, password, 0)) throw error;
      });
    },
  };

  async function start(): Promise<number> {
    const log = join(home, "postgres.log");
    await truncate(log).catch(() => undefined);
    let failure: unknown;
    // Right after a crash the old server's children may still hold its shared memory for a moment.
    for (let attempt = 0; attempt < 20; attempt++) {
      const chosen = await freePort(options.port ?? (await rememberedPort(home)));
      await dropStaleLock(data);
      await writeFile(join(data, "counterpart.conf"), settings(chosen, options.fast === true));
      try {
        await run(binaries.pgCtl, ["start", "-D", data, "-l", log, "-w", "-t", "60", "-s"], as);
        await writeFile(join(home, "port"), String(chosen));
        return chosen;
      } catch (error) {
        failure = error;
        const left = await runningPort(data, password, 0);
        if (left !== null) return left;
        await sleep(500);
      }
    }
    const tail = (await readFile(log, "utf8").catch(() => "")).trim().split("\n").slice(-8).join("\n");
    throw new PlainError(`PostgreSQL did not start. The end of ${log}:\n${tail || String(failure)}`);
  }
}

function settings(port: number, fast: boolean): string {
  const lines = [
    "# Written at every start; put settings of your own into postgresql.auto.conf.",
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    // Sockets have a length limit that a deep folder exceeds, and loopback is as quick.
    "unix_socket_directories = ''",
    "max_connections = 200",
    "shared_buffers = '128MB'",
    "log_min_messages = 'warning'",
    "log_connections = ''",
    "timezone = 'UTC'",
  ];
  if (fast)
    lines.push(
      "fsync = off",
      "synchronous_commit = off",
      "full_page_writes = off",
      "max_wal_size = '4GB'",
      "autovacuum = on",
    );
  return `${lines.join("\n")}\n`;
}

async function rememberedPort(home: string): Promise<number> {
  const port = Number.parseInt(await readFile(join(home, "port"), "utf8").catch(() => "0"), 10);
  return Number.isInteger(port) && port > 1023 && port < 65536 ? port : 0;
}

/**
 * The port of the server that runs on `data`, if one does and takes our password; waits up to
 * `patienceMs` for one that is starting, recovering or stopping.
 */
async function runningPort(data: string, password: string, patienceMs = 20_000): Promise<number | null> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { pid, port } = await readLock(data);
    if (!isPostgres(pid)) return null;
    if (port > 0) {
      const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", password, database: "postgres" });
      client.on("error", () => undefined);
      try {
        await client.connect();
        const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
        if (rows[0]?.data_directory === data) return port;
        return null;
      } catch (error) {
        // 57P03: it is starting up or shutting down. Refused: it does not listen yet, or the pid is another program's.
        if (Date.now() >= deadline) return null;
        const code = error instanceof Error && "code" in error ? error.code : "";
        if (code === "28P01") return null;
        if (code === "ECONNREFUSED" && Date.now() > deadline - patienceMs + 3000) return null;
      } finally {
        await client.end().catch(() => undefined);
      }
    }
    if (Date.now() >= deadline) return null;
    await sleep(100);
  }
}

/** What the running server wrote down about itself; NaN where it wrote nothing (yet). */
async function readLock(data: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return { pid: Number.parseInt(lines[0] ?? "", 10), port: Number.parseInt(lines[3] ?? "", 10) };
}

/** A process id is given to another program sooner or later. */
function isPostgres(pid: number): boolean {
  return isAlive(pid) && (commandLine(pid)?.includes("postgres") ?? true);
}

/**
 * PostgreSQL will not start while the process named in its lock file exists, whatever that process is by
 * now. It still guards the data by itself against servers that run.
 */
async function dropStaleLock(data: string): Promise<void> {
  const { pid } = await readLock(data);
  if (pid > 0 && !isPostgres(pid)) await rm(join(data, "postmaster.pid"), { force: true });
}

/** Roles and databases are made by a role without a superuser's rights, so that row-level security binds it too. */
async function prepareOwner(port: number, password: string): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", password, database: "postgres" });
  await client.connect().catch((error) => {
    if (error.code !== "28P01") throw error;
    throw new PlainError(
      "PostgreSQL does not take the password kept in postgres-password. Was that file replaced? Restore it, or start over with another DATA_DIR.",
    );
  });
  try {
    const found = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [OWNER_ROLE]);
    if (found.rowCount === 0) {
      await client.query(
        `CREATE ROLE ${OWNER_ROLE} LOGIN CREATEDB CREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
      );
    }
  } finally {
    await client.end();
  }
}
