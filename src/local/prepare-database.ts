import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { installQueue } from "~/adapters/jobs/worker/queue";
import { keepPostgresRunning } from "./keep-postgres-running";
import { admitLoginRole, LOGIN_ROLE } from "./login-role";
import { migrate } from "./migrate";
import { projectRoot } from "./paths";
import { PlainError } from "./plain-error";
import { startPostgres } from "./postgres";
import { keepSecret } from "./secret-file";

export type PreparedDatabase = {
  /** Connection of the role that owns the tables: for migrations and seeds only. */
  ownerUrl: string;
  /** Connection of the application's role. */
  appUrl: string;
  /** One line for people: which server this is. */
  description: string;
  /** Whether the server ran before; then whoever started it stops it. */
  wasRunning: boolean;
  /** Brings our own server back when it dies, on the same port; returns how to end that. */
  keepRunning(): () => void;
  /** Stops the server if it is ours. */
  stop(): Promise<void>;
};

/**
 * Brings up the database of `dataDir` (the embedded server, or the one that DATABASE_URL names), applies
 * the migrations that are missing, and lets the application's role in.
 */
export async function prepareDatabase(dataDir: string): Promise<PreparedDatabase> {
  const server = await findDatabase(dataDir);
  try {
    await ensureDatabase(server.ownerUrl);
    const applied = await migrate(server.ownerUrl, join(projectRoot, "prisma/migrations"));
    await installQueue(server.ownerUrl, LOGIN_ROLE);
    if (applied.length > 0) console.log(`Applied ${applied.length} migration${applied.length === 1 ? "" : "s"}.`);
    return { ...server, appUrl: process.env.APP_DATABASE_URL || (await loginUrl(dataDir, server.ownerUrl)) };
  } catch (error) {
    if (!server.wasRunning) await server.stop();
    throw error;
  }
}

type Server = Omit<PreparedDatabase, "appUrl">;

/** The server alone, started if it is ours and does not run; nothing in it is changed. */
export async function findDatabase(dataDir: string): Promise<Server> {
  return process.env.DATABASE_URL ? externalServer(process.env.DATABASE_URL) : embeddedServer(dataDir);
}

async function embeddedServer(dataDir: string): Promise<Server> {
  const server = await startPostgres(dataDir);
  if (!existsSync(join(dataDir, "postgres"))) {
    console.log(`PostgreSQL's account cannot enter ${dataDir}; its data is in ${server.home}.`);
  }
  return {
    ownerUrl: server.url("counterpart"),
    description: `PostgreSQL 18 (embedded) on 127.0.0.1:${server.port}, data in ${server.home}`,
    wasRunning: server.wasRunning,
    keepRunning: () => keepPostgresRunning(dataDir, server),
    stop: server.stop,
  };
}

function externalServer(ownerUrl: string): Server {
  if (!URL.canParse(ownerUrl) || !/^postgres(ql)?:$/.test(new URL(ownerUrl).protocol)) {
    throw new PlainError("DATABASE_URL must look like postgresql://owner:password@host:5432/database.");
  }
  const { host, pathname } = new URL(ownerUrl);
  return {
    ownerUrl,
    description: `PostgreSQL at ${host}${pathname} (DATABASE_URL)`,
    wasRunning: true,
    keepRunning: () => () => undefined,
    stop: async () => undefined,
  };
}

/** Makes the database when the server has none of that name and the owner may. */
async function ensureDatabase(ownerUrl: string): Promise<void> {
  const url = new URL(ownerUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  try {
    await withClient(ownerUrl, async () => undefined);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code !== "3D000") {
      throw new PlainError(
        `PostgreSQL at ${url.host} cannot be used: ${error instanceof Error ? error.message || code : error}`,
      );
    }
    url.pathname = "/postgres";
    await withClient(url.href, (client) =>
      client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`),
    );
  }
}

async function loginUrl(dataDir: string, ownerUrl: string): Promise<string> {
  const password = await keepSecret(join(dataDir, "app-database-password"));
  await admitLoginRole(ownerUrl, password);
  const url = new URL(ownerUrl);
  url.username = LOGIN_ROLE;
  url.password = password;
  return url.href;
}

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
