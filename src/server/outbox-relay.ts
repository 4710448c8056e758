import pg from "pg";
import type { JobsPort } from "~/adapters/jobs/jobs.port";
import { deliverBatch } from "./outbox-delivery";
import { outboxChannel } from "./outbox-wake";

/** Any number that nothing else in this database locks. */
const relayLock = 72_707_371;
const idleMs = 250;
const standbyMs = 500;
const firstBackoffMs = 250;
const longestBackoffMs = 15_000;

export type OutboxRelay = { stop(): Promise<void> };

export type RelayOptions = {
  /** Connection string of the login role: the relay has a connection of its own. */
  url: string;
  jobs: Pick<JobsPort, "send" | "probe">;
  /** Told once when deliveries begin to fail, and of every lost connection. */
  onTrouble(error: unknown): void;
  /** For tests that travel in time. */
  now?: () => Date;
  wait?: Wait;
};

/** Resolves after the time, or as soon as one of the signals aborts. */
type Wait = (ms: number, signals: readonly AbortSignal[]) => Promise<void>;

/**
 * Hands emitted events to the engine: at least once, in the order of each organisation, soon after their
 * transaction commits. Start as many as you like: one works, the others stand by, and take over as soon as
 * its connection ends. An engine that is down is asked again until it answers, for as long as that takes.
 */
export function startOutboxRelay(options: RelayOptions): OutboxRelay {
  const stopping = new AbortController();
  const wait = options.wait ?? sleep;
  const done = (async () => {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      const startedAt = performance.now();
      await workOnce(options, wait, stopping.signal).catch(options.onTrouble);
      // One that lasted is no reason to wait long for the next.
      if (performance.now() - startedAt > longestBackoffMs) attempt = 0;
      await wait(backoffMs(attempt), [stopping.signal]);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}

/** One connection's life. Returns when it is to stop; throws when the connection breaks. */
async function workOnce(options: RelayOptions, wait: Wait, stopping: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: "counterpart-outbox-relay",
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  const ended = new AbortController();
  const end = () => ended.abort();
  client.on("error", end);
  client.on("end", end);
  stopping.addEventListener("abort", end);
  try {
    await client.connect();
    await client.query("SET ROLE app_platform");
    while (!ended.signal.aborted && !(await takeTurn(client))) await wait(standbyMs, [ended.signal]);
    if (!ended.signal.aborted) await relay(client, options, wait, ended.signal);
    if (!stopping.aborted) throw new Error("the relay's connection ended");
  } finally {
    stopping.removeEventListener("abort", end);
    // Its lock ends with the connection; ending one that is broken must not take for ever.
    await Promise.race([client.end().catch(() => undefined), sleep(1_000, [])]);
  }
}

async function takeTurn(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [relayLock]);
  return rows[0]?.taken === true;
}

async function relay(client: pg.Client, options: RelayOptions, wait: Wait, ended: AbortSignal): Promise<void> {
  const now = options.now ?? (() => new Date());
  let bell = new AbortController();
  client.on("notification", () => bell.abort());
  await client.query(`LISTEN ${outboxChannel}`);
  const report = reporter(client);
  let failures = 0;
  while (!ended.aborted) {
    bell = new AbortController();
    const { delivered, outage } = await deliverBatch(client, options.jobs, now());
    await report(now(), delivered, outage);
    if (outage !== null) {
      if (failures === 0) options.onTrouble(new Error(`events are kept until the engine takes them: ${outage}`));
      await wait(backoffMs(failures++), [ended]);
      continue;
    }
    failures = 0;
    if (delivered === 0) await wait(idleMs, [ended, bell.signal]);
  }
}

/** Keeps for the console what the relay does; not more often than somebody looks. */
function reporter(client: pg.Client): (now: Date, delivered: number, outage: string | null) => Promise<void> {
  let reportedAt = 0;
  return async (now, delivered, outage) => {
    const everyMs = delivered > 0 ? 1_000 : 5_000;
    if (outage === null && Math.abs(now.getTime() - reportedAt) < everyMs) return;
    reportedAt = outage === null ? now.getTime() : 0;
    await client.query(
      `INSERT INTO outbox_relay AS r (only_one, seen_at, delivered_at, failing_since, last_error)
       VALUES (true, $1, CASE WHEN $2::int > 0 THEN $1::timestamptz END, CASE WHEN $3::text IS NOT NULL THEN $1::timestamptz END, $3)
       ON CONFLICT (only_one) DO UPDATE SET seen_at = excluded.seen_at,
         delivered_at = coalesce(excluded.delivered_at, r.delivered_at),
         failing_since = CASE WHEN excluded.failing_since IS NOT NULL THEN coalesce(r.failing_since, excluded.failing_since) END,
         last_error = coalesce(excluded.last_error, r.last_error)`,
      [now, delivered, outage],
    );
  };
}

function backoffMs(failures: number): number {
  return Math.min(firstBackoffMs * 2 ** Math.min(failures, 10), longestBackoffMs);
}

function sleep(ms: number, signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    if (signals.some(({ aborted }) => aborted)) return resolve();
    const finish = () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    for (const signal of signals) signal.addEventListener("abort", finish);
  });
}
