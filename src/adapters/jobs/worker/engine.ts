import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { startAnnouncing } from "./announcing";
import type { Outcome } from "./answer";
import type { Pace } from "./apply-outcome";
import { type App, askApp } from "./ask-app";
import { defaultBackoff } from "./backoff";
import { type Claimed, claimTicks, MOST_LOSSES } from "./claim";
import { FunctionConfig } from "./function-config";
import { createHttpClient } from "./http-client";
import { endLease, forgetOld, giveBackTicks, renewLease, strayClaims, takeBack, unparkForgotten } from "./leases";
import { createLoop, type Loop } from "./loop";
import { openQueue } from "./queue";
import { EventBreaks, routeEvents } from "./router";
import { type Settled, settleTick } from "./settle";
import { inTransaction, isDatabaseAway, type Sql } from "./sql";

export type EngineOptions = {
  /**
   * Connections of the login role, made with `pipeline: true`: statements then travel together where one does
   * not need the answer to the other. The engine uses up to `concurrency` + 3 of them.
   */
  pool: Pool;
  /** `/api/inngest` of the app. */
  serveUrl: string;
  /** The first signs; an answer may be signed with any of them. */
  signingKeys: readonly string[];
  /** How many requests run at once; 8 if nothing is said. */
  concurrency?: number;
  /** After how long without a sign of life others take over what this worker holds. */
  leaseMs?: number;
  /** How often to ask for the functions again, in milliseconds. */
  announceMs?: number;
  backoffMs?: (failed: number) => number;
  /** False where something else strikes them, and this worker only ends what it began. True if nothing is said. */
  hasSchedules?: boolean;
  log: EngineLog;
};

export type EngineLog = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type Engine = {
  id: string;
  /** Something may be due: an event, a tick. */
  wake(): void;
  /** Resolves when the app has announced its functions for the first time. */
  announced: Promise<void>;
  /** Takes nothing more, waits a while for what runs, and gives back the rest. */
  stop(graceMs?: number): Promise<void>;
};

const ROUTE_BATCH = 200;
/** Where no wake-up comes (a sleep is over), somebody looks this often. */
const POLL_MS = 500;
const SOON_MS = 60_000;
/** How long a result is held on to while the database is away. */
const HOLD_MS = 120_000;

/** Starts a worker: it holds nothing that is not in the database, so it may be killed at any moment. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { pool, log, concurrency = 8, leaseMs = 5_000, announceMs = 30_000, hasSchedules = true } = options;
  const id = randomUUID();
  const boss = openQueue(pool, (error) => log.error({ err: error }, "housekeeping of the queue failed; it runs again"));
  await boss.start();
  await renewLease(pool, id, leaseMs, { at: null, problem: null });
  const http = createHttpClient();
  const app: App = { serveUrl: options.serveUrl, signingKeys: options.signingKeys, http };
  const atWork = new Map<string, Promise<void>>();
  const backoffMs = options.backoffMs ?? defaultBackoff;
  const awayMs = (times: number) => Math.min(250 * 2 ** times, 15_000);
  const pace = (): Pace => ({ nowMs: Date.now(), backoffMs, awayMs, hasSchedules });
  let isStopping = false;

  const route = createLoop("route", POLL_MS, log, async () => {
    // Before the app has told its functions, an event would find nobody who wants it.
    if (!announcing.isDone()) return;
    const putAside = ({ id, name }: { id: string; name: string }, error: unknown) =>
      log.error({ err: error, event: id, name }, "an event cannot be routed and is put aside");
    for (let taken = ROUTE_BATCH; taken === ROUTE_BATCH && !isStopping; ) {
      taken = await inTransaction(pool, (sql) => routeEvents(boss, sql, ROUTE_BATCH)).catch((error) => {
        if (!(error instanceof EventBreaks)) throw error;
        return inTransaction(pool, (sql) => routeEvents(boss, sql, ROUTE_BATCH, putAside));
      });
    }
    fetch.wake();
  });

  const fetch: Loop = createLoop("fetch", POLL_MS, log, async () => {
    while (!isStopping && atWork.size < concurrency) {
      // A claim that is undone by a crash is made again; the app is asked the same, and answers it once.
      const most = concurrency - atWork.size;
      const { claimed, fetched } = await inTransaction(pool, (sql) => claimTicks(boss, sql, id, most), {
        fleeting: true,
      });
      for (const one of claimed) {
        const work = perform(one)
          .catch((error) => log.error({ err: error, tick: one.tick }, "a tick could not be settled and is given back"))
          .finally(() => {
            atWork.delete(one.job.id);
            fetch.wake();
          });
        atWork.set(one.job.id, work);
      }
      // What was looked at and found no place is out of the way of what comes after it.
      if (fetched === 0) return;
    }
  });

  /** Sharper than looking now and then, for what is due soon; whoever comes later looks by itself. */
  function wakeAt(at: number): void {
    const waitMs = at - Date.now();
    if (waitMs < SOON_MS) setTimeout(() => fetch.wake(), Math.max(1, waitMs + 1)).unref();
  }

  async function perform(claimed: Claimed): Promise<void> {
    const outcome = await outcomeOf(claimed);
    let settled: Settled;
    try {
      settled = await persist(pool, (sql) => settleTick(boss, sql, claimed, outcome, pace()));
    } catch (error) {
      if (isDatabaseAway(error) || outcome === null) throw error;
      // What came cannot be kept, whatever it is: the run has failed, and says why.
      log.error({ err: error, tick: claimed.tick }, "an answer cannot be kept");
      const broken: Outcome = { type: "failed", error: asJobError(error), isFinal: true, retryAt: null };
      settled = await persist(pool, (sql) => settleTick(boss, sql, claimed, broken, pace()));
    }
    if (settled.hasEvents) route.wake();
    if (settled.dueAt !== null) wakeAt(settled.dueAt);
    // What this worker has no hands for may be done by another one.
    if (settled.dueNow > concurrency - atWork.size + 1) await pool.query("SELECT pg_notify('worker', 'jobs')");
  }

  async function outcomeOf({ job, tick, run }: Claimed): Promise<Outcome | null> {
    if (tick.kind === "unreadable") log.error({ tick: tick.data }, "a tick cannot be read; its run fails");
    if (run === null || (tick.kind !== "look" && tick.kind !== "step")) return null;
    if (job.retryCount >= MOST_LOSSES) {
      const message = `The worker ended ${job.retryCount} times while it ran this.`;
      return { type: "failed", error: { name: "LostTooOften", message }, isFinal: true, retryAt: null };
    }
    const { maxAttempts } = FunctionConfig.parse(run.config);
    const outcome = await askApp(app, run, tick, job.id, maxAttempts);
    if (outcome.type === "away")
      log.info({ run: run.id, reason: outcome.reason }, "the app is away; asking again later");
    return outcome;
  }

  // Seen twice before they are believed: a claim is made in the database first and known here a moment later.
  let suspects: string[] = [];
  const care = createLoop("care", leaseMs / 3, log, async () => {
    await renewLease(pool, id, leaseMs, announcing.told());
    const strays = await strayClaims(pool, id, [...atWork.keys()]);
    const stray = strays.filter((tick) => suspects.includes(tick));
    suspects = strays;
    const due = await inTransaction(pool, async (sql) => {
      const given = stray.length === 0 ? 0 : await giveBackTicks(boss, sql, id, stray);
      return given + (await takeBack(boss, sql, id));
    });
    if (due > 0) fetch.wake();
    // Apart: whatever is wrong with what is parked, what dead workers held comes back.
    if ((await inTransaction(pool, (sql) => unparkForgotten(boss, sql))) > 0) fetch.wake();
  });
  const tidy = createLoop("tidy", 3_600_000, log, () => forgetOld(pool));

  const announcing = startAnnouncing({
    boss,
    pool,
    app,
    everyMs: announceMs,
    hasSchedules,
    log,
    onTold: (told) => renewLease(pool, id, leaseMs, told),
    onChange: () => route.wake(),
  });

  const loops = [route, fetch, care, tidy, announcing.loop];
  return {
    id,
    announced: announcing.first,
    wake: () => route.wake(),
    stop: async (graceMs = 5_000) => {
      isStopping = true;
      await Promise.all([route, fetch, tidy, announcing.loop].map((loop) => loop.stop()));
      await Promise.race([Promise.all(atWork.values()), sleep(graceMs, undefined, { ref: false })]);
      await care.stop();
      await inTransaction(pool, (sql) => endLease(boss, sql, id)).catch(() => undefined);
      http.close();
      await boss.stop({ graceful: false, close: false });
      for (const loop of loops) await loop.stop();
    },
  };
}

/** Holds on to a result until the database is back. */
async function persist<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const until = Date.now() + HOLD_MS;
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      return await inTransaction(pool, work);
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > until) throw error;
      await sleep(waitMs);
    }
  }
}

function asJobError(error: unknown): { name: string; message: string } {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  return { name: error.name, message: error.message.slice(0, 2_000) };
}
