import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { keepEvents } from "~/adapters/jobs/worker/worker-jobs";
import { figure, percentile, rounded } from "./interleave";
import { killWorkers } from "./jobs-kills";
import { type BenchDatabase, openBenchDatabase } from "./ledger-database";
import { startScript } from "./processes";

const secret = "a secret of measurements that guards nothing";
const eventsBatch = 100;

/**
 * The worker that needs no account, with the real SDK in a process of its own and a durable PostgreSQL:
 * steps a second with 8 at once, how soon a new event is picked up, how fast events are taken, and what an
 * hour of killed workers, compressed, leaves undone or does twice.
 */
export async function benchJobs(options: { rounds: number; killSeconds: number }) {
  const database = await openBenchDatabase();
  const pool = new pg.Pool({ connectionString: database.appUrl, max: 8 });
  const app = await startScript("bench/jobs-server.ts", [database.appUrl, secret]);
  try {
    const worker = await startScript("bench/jobs-worker.ts", [database.appUrl, secret, app.url]);
    const stepsPerSecond = await measureSteps(pool, options.rounds);
    const pickUp = await measurePickUp(pool, 40 * options.rounds);
    await worker.stop();
    const eventsPerSecond = await measureEvents(pool, options.rounds);
    await clear(database);
    const kills = await killWorkers({ database, pool, serveUrl: app.url, secret, seconds: options.killSeconds });
    const summary = {
      stepsPerSecond: stepsPerSecond.median,
      pickUpMs: { p50: percentile(pickUp, 50), p99: percentile(pickUp, 99) },
      eventsTakenPerSecond: eventsPerSecond.median,
      kills,
    };
    console.log("jobs:", JSON.stringify(summary));
    return { ...summary, figures: { stepsPerSecond, eventsPerSecond, pickUp: figure(pickUp) } };
  } finally {
    await app.stop();
    await pool.end();
    await database.close();
  }
}

async function measureSteps(pool: pg.Pool, rounds: number) {
  const rates: number[] = [];
  const [runs, steps] = [16, 25];
  for (let round = 0; round <= rounds; round++) {
    const before = await endedSteps(pool);
    const started = performance.now();
    await keepEvents(
      pool,
      Array.from({ length: runs }, () => ({ id: randomUUID(), name: "bench/many", data: { steps } })),
    );
    while ((await endedSteps(pool)) - before < runs * steps) await sleep(10);
    if (round > 0) rates.push(rounded((runs * steps) / ((performance.now() - started) / 1000)));
  }
  return figure(rates);
}

async function endedSteps(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>("SELECT count(*) FROM job_step WHERE ended_at IS NOT NULL");
  return Number(rows[0]?.count);
}

/** From before the event is sent until the function's first line, on one clock. */
async function measurePickUp(pool: pg.Pool, count: number): Promise<number[]> {
  for (let index = 0; index < count; index++) {
    await keepEvents(pool, [{ id: randomUUID(), name: "bench/first", data: { sentAt: Date.now() } }]);
    await sleep(60 + Math.random() * 60);
  }
  await sleep(500);
  const { rows } = await pool.query<{ ms: number }>(
    "SELECT (output->>'waitedMs')::float8 AS ms FROM job_run WHERE function_id = 'bench-first' AND state = 'completed'",
  );
  if (rows.length !== count) throw new Error(`${rows.length} of ${count} events were picked up`);
  return rows.map(({ ms }) => ms);
}

async function measureEvents(pool: pg.Pool, rounds: number) {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now();
    for (let batch = 0; batch < 20; batch++) {
      await keepEvents(
        pool,
        Array.from({ length: eventsBatch }, () => ({ id: randomUUID(), name: "bench/nobody", data: { batch } })),
      );
    }
    if (round > 0) rates.push(rounded((20 * eventsBatch) / ((performance.now() - started) / 1000)));
  }
  return figure(rates);
}

async function clear(database: BenchDatabase): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("TRUNCATE job_event, job_run, job_step");
  await owner.end();
}
