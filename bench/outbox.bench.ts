import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import type { JobEvent } from "~/adapters/jobs/jobs.port";
import { keepEvents } from "~/adapters/jobs/worker/worker-jobs";
import { inTransaction } from "~/server/db";
import { defineEvent } from "~/server/events";
import { emitEvent } from "~/server/outbox";
import { startOutboxRelay } from "~/server/outbox-relay";
import { figure, percentile, rounded } from "./interleave";
import { type BenchDatabase, openBenchDatabase } from "./ledger-database";

const happened = defineEvent("bench/happened", 1, z.object({ n: z.int() }));
const orgIds = Array.from({ length: 200 }, () => randomUUID());
const backlog = 5_000;
const steadyRate = 500;

/**
 * The way of an event from the commit of its transaction to the engine, on a durable PostgreSQL: how fast a
 * backlog is delivered to the worker's tables, and how late events are that are emitted one a transaction, 500 a
 * second, over 200 organisations.
 */
export async function benchOutbox(options: { rounds: number; steadySeconds: number }) {
  const database = await openBenchDatabase();
  const pool = new pg.Pool({ connectionString: database.appUrl, max: 12 });
  try {
    const rates: number[] = [];
    for (let round = 0; round <= options.rounds; round++) {
      const rate = await deliverBacklog(database, pool);
      if (round > 0) rates.push(rate);
    }
    const steady = await emitSteadily(database, pool, options.steadySeconds);
    const drained = figure(rates);
    const summary = { backlogEventsPerSecond: drained.median, ...steady };
    console.log("outbox:", JSON.stringify(summary));
    return { ...summary, figures: { drained } };
  } finally {
    await pool.end();
    await database.close();
  }
}

/** @returns events a second, from the relay's first connection to the last mark. */
async function deliverBacklog(database: BenchDatabase, pool: pg.Pool): Promise<number> {
  for (let start = 0; start < backlog; start += 500) {
    await inTransaction(pool, async (client) => {
      for (let n = start; n < start + 500; n++) {
        await emitEvent(client, happened, { n }, { orgId: orgIds[n % orgIds.length] ?? null });
      }
    });
  }
  const started = performance.now();
  const relay = startRelay(database, (events) => keepEvents(pool, events));
  while ((await waiting(pool)) > 0) await sleep(10);
  const seconds = (performance.now() - started) / 1_000;
  await relay.stop();
  return rounded(backlog / seconds);
}

async function emitSteadily(database: BenchDatabase, pool: pg.Pool, seconds: number) {
  const committedAt = new Map<string, number>();
  const lateMs: number[] = [];
  const arrivals: { id: string; at: number }[] = [];
  const relay = startRelay(database, async (events) => {
    await keepEvents(pool, events);
    const at = performance.now();
    arrivals.push(...events.map(({ id }) => ({ id, at })));
  });
  await sleep(1_000);
  const total = steadyRate * seconds;
  const started = performance.now();
  const emitters = Array.from({ length: 8 }, async (_, emitter) => {
    for (let n = emitter; n < total; n += 8) {
      const dueMs = (n / steadyRate) * 1_000 - (performance.now() - started);
      if (dueMs > 0) await sleep(dueMs);
      const orgId = orgIds[n % orgIds.length] ?? null;
      const { eventId } = await inTransaction(pool, (client) => emitEvent(client, happened, { n }, { orgId }));
      committedAt.set(eventId, performance.now());
    }
  });
  await Promise.all(emitters);
  const emittedPerSecond = rounded(total / ((performance.now() - started) / 1_000));
  while ((await waiting(pool)) > 0) await sleep(10);
  await relay.stop();
  for (const { id, at } of arrivals) lateMs.push(Math.max(0, at - (committedAt.get(id) ?? at)));
  return {
    emittedPerSecond,
    arrived: new Set(arrivals.map(({ id }) => id)).size,
    commitToEngineMs: { p50: percentile(lateMs, 50), p99: percentile(lateMs, 99) },
  };
}

function startRelay(database: BenchDatabase, send: (events: readonly JobEvent[]) => Promise<void>) {
  return startOutboxRelay({
    url: database.appUrl,
    jobs: { send, probe: async () => undefined },
    onTrouble: (error) => console.error(error),
  });
}

/** As the relay sees it: the login role by itself reads no event. */
async function waiting(pool: pg.Pool): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query("SET LOCAL ROLE app_platform");
    const { rows } = await client.query<{ count: string }>(
      "SELECT count(*) FROM event_outbox WHERE delivered_at IS NULL AND dead_at IS NULL",
    );
    return Number(rows[0]?.count ?? 0);
  });
}
