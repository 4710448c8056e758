import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { installQueue } from "~/adapters/jobs/worker/queue";
import { admitLoginRole, LOGIN_ROLE } from "~/local/login-role";
import { migrate } from "~/local/migrate";
import { projectRoot } from "~/local/paths";
import { startPostgres } from "~/local/postgres";
import { isAlive } from "~/local/process-alive";

/** A running PostgreSQL with one migrated database that tests copy. Strings only, so that it can be sent to workers. */
export type TestCluster = { ownerUrl: string; template: string; appPassword: string };

const PREFIX = "counterpart-test-";

/** Starts PostgreSQL in a temporary folder and migrates the template. `stop` removes all of it. */
export async function startTestCluster(): Promise<TestCluster & { stop(): Promise<void> }> {
  await sweepAbandoned();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}`);
  const server = await startPostgres(folder, { fast: true });
  const template = "template_counterpart";
  const ownerUrl = server.url("postgres");
  const appPassword = "only-for-tests";
  const stop = async () => {
    await server.stop();
    await rm(server.home, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    await client.query(`CREATE DATABASE ${template}`);
    await client.end();
    await migrate(server.url(template), join(projectRoot, "prisma/migrations"));
    await admitLoginRole(server.url(template), appPassword);
    await installQueue(server.url(template), LOGIN_ROLE);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ownerUrl, template, appPassword, stop };
}

/** A run that was killed could not stop its server: the next one does. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX) || isAlive(Number.parseInt(name.slice(PREFIX.length), 10))) continue;
    const folder = join(tmpdir(), name);
    try {
      const server = await startPostgres(folder, { fast: true });
      await server.stop();
      await rm(server.home, { recursive: true, force: true });
    } catch {
      // Nothing that runs: only files are left.
    }
    await rm(folder, { recursive: true, force: true });
  }
}
