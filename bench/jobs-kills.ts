import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { keepEvents } from "~/adapters/jobs/worker/worker-jobs";
import { projectRoot } from "~/local/paths";
import type { BenchDatabase } from "./ledger-database";

const stepsOfARun = ["a", "attempt 0", "attempt 1", "b", "c", "called", "one", "told", "two"];

/**
 * Two workers, one of which is killed with SIGKILL every few hundred milliseconds and started again, while
 * runs begin that have steps side by side, an attempt that fails, a sleep, a wait and a call. A worker that is killed
 * every five seconds, for an hour, is killed as often as here in ten minutes.
 */
export async function killWorkers(options: {
  database: BenchDatabase;
  pool: pg.Pool;
  serveUrl: string;
  secret: string;
  seconds: number;
}) {
  const { database, pool, serveUrl, secret } = options;
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  await owner.query("CREATE TABLE bench_effect (run_id uuid NOT NULL, step text NOT NULL)");
  await owner.query("GRANT SELECT, INSERT ON bench_effect TO counterpart_app");
  const start = () =>
    spawn(
      process.execPath,
      ["--import", "tsx", "bench/jobs-worker.ts", database.appUrl, secret, serveUrl, "600", "300"],
      {
        cwd: projectRoot,
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
  const workers: ChildProcess[] = [start(), start()];
  const until = performance.now() + options.seconds * 1000;
  let kills = 0;
  let runs = 0;
  while (performance.now() < until) {
    const batch = Array.from({ length: 4 }, () => ({
      id: randomUUID(),
      name: "bench/mixed",
      data: { key: randomUUID() },
    }));
    await keepEvents(pool, batch);
    runs += batch.length;
    await sleep(300 + Math.random() * 900);
    const index = kills % 2;
    const victim = workers[index];
    if (victim === undefined) continue;
    victim.kill("SIGKILL");
    await once(victim, "exit");
    kills += 1;
    workers[index] = start();
  }
  const open = async () =>
    Number(
      (
        await owner.query<{ open: string }>(
          "SELECT (SELECT count(*) FROM job_run WHERE ended_at IS NULL) + (SELECT count(*) FROM job_event WHERE routed_at IS NULL) AS open",
        )
      ).rows[0]?.open,
    );
  for (let waited = 0; (await open()) > 0 && waited < 120_000; waited += 100) await sleep(100);
  const found = await owner.query<{ run_id: string; steps: string[] }>(
    "SELECT run_id, array_agg(step ORDER BY step) AS steps FROM bench_effect GROUP BY run_id",
  );
  const failed = await owner.query("SELECT FROM job_run WHERE state <> 'completed'");
  const wrong = found.rows.filter(({ steps }) => JSON.stringify(steps) !== JSON.stringify(stepsOfARun));
  for (const worker of workers) worker.kill("SIGKILL");
  await owner.end();
  return {
    kills,
    runs,
    completedOnceEach: found.rows.length - wrong.length,
    notCompleted: failed.rowCount,
    wrong: wrong.slice(0, 5),
  };
}
