import type { JobEvent, JobsPort } from "~/adapters/jobs/jobs.port";
import type { Sql } from "./db";
import type { EventEnvelope } from "./events";
import { problemOf } from "./problem-of";

/** Most events of one batch, and about the most bytes: an Inngest takes no larger bodies. */
const batchEvents = 250;
const batchBytes = 400_000;
/** After so many refusals an event is given up, if the engine took others meanwhile. */
const maxAttempts = 10;
const firstRetryMs = 1_000;
const longestRetryMs = 5 * 60_000;
/** An engine that says nothing for so long has not taken it. */
const patience = { sendMs: 15_000, probeMs: 5_000 };

export type Delivery = {
  delivered: number;
  /** The engine takes nothing at all: try again later. Nothing was counted against any event. */
  outage: string | null;
};

type Engine = Pick<JobsPort, "send" | "probe">;
type Waiting = {
  id: string;
  orgId: string | null;
  name: string;
  version: number;
  data: unknown;
  trace: string | null;
  createdAt: Date;
};

/**
 * Hands one batch of waiting events to the engine, oldest first, and marks what it took. Events of one
 * organisation are never handed over before earlier ones of it; the platform's own are independent of each
 * other. Whoever calls it must be the only one who does.
 * @param sql a connection that acts as `app_platform`.
 * @param now the time by which retries are due.
 * @param limits how long the engine may say nothing.
 */
export async function deliverBatch(sql: Sql, given: Engine, now: Date, limits = patience): Promise<Delivery> {
  const engine = impatient(given, limits);
  const batch = await readBatch(sql, now);
  if (batch.length === 0) return { delivered: 0, outage: null };
  const refusal = await refusalOf(engine, batch);
  if (refusal === null) {
    await markDelivered(sql, batch, now);
    return { delivered: batch.length, outage: null };
  }
  const outage = await outageOf(engine);
  if (outage !== null) return { delivered: 0, outage };
  return deliverOneByOne(sql, engine, batch, now);
}

/** The engine answers, but took not all of them: whichever it refuses holds up its own organisation alone. */
async function deliverOneByOne(sql: Sql, engine: Engine, batch: readonly Waiting[], now: Date): Promise<Delivery> {
  const heldUp = new Set<string>();
  let delivered = 0;
  for (const event of batch) {
    if (event.orgId !== null && heldUp.has(event.orgId)) continue;
    const refusal = await refusalOf(engine, [event]);
    if (refusal === null) {
      await markDelivered(sql, [event], now);
      delivered++;
      continue;
    }
    // It may have gone away meanwhile, which is no fault of the event's.
    const outage = await outageOf(engine);
    if (outage !== null) return { delivered, outage };
    if (event.orgId !== null) heldUp.add(event.orgId);
    await markRefused(sql, event, refusal, now);
  }
  return { delivered, outage: null };
}

/** Organisations with an event that is to be tried again later than `$1`: nothing of theirs goes before it. */
export const heldOrganizations = `SELECT DISTINCT org_id FROM event_outbox
  WHERE retry_at IS NOT NULL AND retry_at > $1 AND delivered_at IS NULL AND dead_at IS NULL AND org_id IS NOT NULL`;

async function readBatch(sql: Sql, now: Date): Promise<Waiting[]> {
  const { rows } = await sql.query<Waiting & { bytes: number }>(
    `WITH held AS (${heldOrganizations})
     SELECT id, org_id AS "orgId", name, version, data, trace, created_at AS "createdAt", pg_column_size(data) AS bytes
     FROM event_outbox e
     WHERE delivered_at IS NULL AND dead_at IS NULL AND (retry_at IS NULL OR retry_at <= $1)
       AND NOT EXISTS (SELECT FROM held WHERE held.org_id = e.org_id)
     ORDER BY seq LIMIT $2`,
    [now, batchEvents],
  );
  let bytes = 0;
  const fits = rows.findIndex((row) => {
    bytes += row.bytes;
    return bytes > batchBytes;
  });
  // One that is too large by itself still goes, alone: it is the engine that refuses it.
  return fits === -1 ? rows : rows.slice(0, Math.max(1, fits));
}

function refusalOf(engine: Engine, events: readonly Waiting[]): Promise<string | null> {
  return engine.send(events.map(toJobEvent)).then(() => null, tell);
}

function outageOf(engine: Engine): Promise<string | null> {
  return engine.probe().then(() => null, tell);
}

function impatient(engine: Engine, { sendMs, probeMs }: typeof patience): Engine {
  return { send: (events) => within(sendMs, engine.send(events)), probe: () => within(probeMs, engine.probe()) };
}

/** What comes after the time is over changes nothing any more: the same ids are sent again. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error(`no answer within ${ms / 1_000} s`)), ms);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function toJobEvent({ id, orgId, name, version, data, trace, createdAt }: Waiting): JobEvent {
  const envelope: EventEnvelope = { version, orgId, payload: data, ...(trace === null ? {} : { trace }) };
  return { id, name, data: envelope, ts: createdAt.getTime() };
}

async function markDelivered(sql: Sql, events: readonly Waiting[], now: Date): Promise<void> {
  await sql.query("UPDATE event_outbox SET delivered_at = $2, last_error = NULL, retry_at = NULL WHERE id = ANY($1)", [
    events.map(({ id }) => id),
    now,
  ]);
}

async function markRefused(sql: Sql, event: Waiting, refusal: string, now: Date): Promise<void> {
  await sql.query(
    `UPDATE event_outbox e SET attempts = attempts + 1, tried_at = $2, last_error = $3,
       retry_at = $2::timestamptz + least($4 * 2 ^ least(attempts, 20), $5) * interval '1 millisecond',
       dead_at = CASE WHEN attempts + 1 >= $6
         AND EXISTS (SELECT FROM event_outbox d WHERE d.delivered_at >= e.tried_at) THEN $2::timestamptz END
     WHERE id = $1`,
    [event.id, now, refusal, firstRetryMs, longestRetryMs, maxAttempts],
  );
}

/** The console shows it: an engine may quote its address with a password in it, or the key that it refuses. */
function tell(error: unknown): string {
  return problemOf(error, 1_000);
}
