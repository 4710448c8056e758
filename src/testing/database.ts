import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { TestCluster } from "./postgres-cluster";

export type TestDatabase = {
  /** The role that owns the tables, as migrations have it. */
  owner: pg.Pool;
  /** The login role of the application, `counterpart_app`. */
  app: pg.Pool;
  ownerUrl: string;
  appUrl: string;
  /** Ends both pools and drops the database. */
  close(): Promise<void>;
};

declare module "vitest" {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

/** A migrated database of its own for one test file: a copy of the template, on a real PostgreSQL. */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  return copyTemplate(inject("cluster"), options);
}

/** The same for runs outside vitest, which start a cluster themselves. */
export async function copyTemplate(cluster: TestCluster, options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asOwner(cluster.ownerUrl, `CREATE DATABASE ${name} TEMPLATE ${cluster.template}`);
  const ownerUrl = databaseUrl(cluster.ownerUrl, name);
  const appUrl = databaseUrl(cluster.ownerUrl, name, { user: "counterpart_app", password: cluster.appPassword });
  const owner = pool(ownerUrl, options.poolSize ?? 5);
  const app = pool(appUrl, options.poolSize ?? 10);
  return {
    owner,
    app,
    ownerUrl,
    appUrl,
    close: async () => {
      await Promise.all([owner.end(), app.end()]);
      await dropDatabase(cluster.ownerUrl, name);
    },
  };
}

function databaseUrl(base: string, database: string, login?: { user: string; password: string }): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  if (login) {
    url.username = login.user;
    url.password = login.password;
  }
  return url.href;
}

function pool(connectionString: string, max: number): pg.Pool {
  const created = new pg.Pool({ connectionString, max, idleTimeoutMillis: 10_000 });
  // Tests cut connections on purpose; an idle one that breaks must not end the run.
  created.on("error", () => undefined);
  return created;
}

/** The server's own vacuum may be at work in it, which the owner cannot end but which soon ends by itself. */
async function dropDatabase(url: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asOwner(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
