import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { admitLoginRole, LOGIN_ROLE } from "~/local/login-role";
import { migrate } from "~/local/migrate";
import { projectRoot } from "~/local/paths";
import { type LocalPostgres, startPostgres } from "~/local/postgres";
import { copyTemplate } from "~/testing/database";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { installQueue } from "./queue";

let folder: string;
let server: LocalPostgres;
let bench: EngineBench;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "counterpart-jobs-"));
  server = await startPostgres(folder, { fast: true });
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  await client.query("CREATE DATABASE template_jobs");
  await client.end();
  const template = server.url("template_jobs");
  await migrate(template, join(projectRoot, "prisma/migrations"));
  await admitLoginRole(template, "only-for-tests");
  await installQueue(template, LOGIN_ROLE);
  bench = await startEngineBench(
    (inngest, journal) => [
      inngest.createFunction(
        { id: "steady", retries: 0, triggers: { event: "restart/steady" } },
        async ({ event, step }) => {
          for (const name of ["one", "two", "three", "four"]) {
            await step.run(name, async () => {
              await sleep(40 + Math.random() * 120);
              journal.add(String(event.data.key), name);
            });
          }
        },
      ),
    ],
    () =>
      copyTemplate(
        { ownerUrl: server.url("postgres"), template: "template_jobs", appPassword: "only-for-tests" },
        { poolSize: 30 },
      ),
  );
});
afterAll(async () => {
  await bench.close();
  await server.stop();
  await rm(server.home, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

test("PostgreSQL may be stopped at once and started again under the workers: every step runs once", async () => {
  await bench.startWorker();
  await bench.startWorker();
  const keys = Array.from({ length: 12 }, () => randomUUID());
  await bench.jobs.send(keys.map((key) => ({ id: key, name: "restart/steady", data: { key } })));
  for (let restart = 0; restart < 2; restart++) {
    await sleep(250);
    const { port } = server;
    // `fast` stops it without a goodbye, in the middle of whatever transaction.
    await server.stop();
    await sleep(100);
    server = await startPostgres(folder, { fast: true, port });
  }
  const isDone = () => keys.every((key) => bench.journal.of(key).length >= 4);
  for (let waited = 0; waited < 10_000 && !isDone(); waited += 20) await sleep(20);
  await sleep(200);
  expect(keys.map((key) => bench.journal.of(key))).toEqual(keys.map(() => ["one", "two", "three", "four"]));
});
