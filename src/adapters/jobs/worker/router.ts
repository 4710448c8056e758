import type { PgBoss } from "pg-boss";
import { timeOf } from "./duration";
import { type Expression, parseExpression } from "./expression";
import { FunctionConfig } from "./function-config";
import { beginRun, type KeptEvent, runIdOf } from "./new-run";
import { QUEUE, queueDb } from "./queue";
import { endRun, lockRun, newWrite, resolveStep, type Write } from "./run-state";
import { isFaultOfData, type Sql } from "./sql";
import { type DueTick, jobOf, lookTick } from "./tick";

export type KeptWithPlace = KeptEvent & { seq: string };
type Fn = { id: string; config: FunctionConfig };

const NIL = "00000000-0000-0000-0000-000000000000";

/** Handling this one event failed, and the database itself is well: it would fail again. */
export class EventBreaks extends Error {}

/**
 * Takes events in the order they came: ends the waits for them, cancels what they cancel, begins what they
 * begin. Then sends off the runs that somebody else made or woke. One worker at a time does this.
 * @param onBroken told of an event that breaks by itself, which is then put aside so that the ones behind it go
 * on. Costs two statements an event; without it, such an event throws EventBreaks.
 * @returns how many events it took; less than `most` means that there are no more.
 */
export async function routeEvents(
  boss: PgBoss,
  sql: Sql,
  most: number,
  onBroken?: (event: { id: string; name: string }, error: unknown) => void,
): Promise<number> {
  await lockRouting(sql);
  const { rows: events } = await sql.query<KeptWithPlace>(
    "SELECT seq, id, name, data, ts::float8 AS ts FROM job_event WHERE routed_at IS NULL ORDER BY seq LIMIT $1",
    [most],
  );
  const write = newWrite<DueTick[]>(sql, []);
  if (events.length > 0) {
    const functions = await readFunctions(sql);
    const awaited = await awaitedNames(sql, events);
    for (const event of events) {
      const isAwaited = awaited.has(event.name);
      if (onBroken === undefined) await routeOne(write, functions, event, isAwaited);
      else await routeOrPutAside(write, functions, event, isAwaited, onBroken);
    }
    await sql.query("UPDATE job_event SET routed_at = clock_timestamp() WHERE seq = ANY ($1::bigint[])", [
      events.map(({ seq }) => seq),
    ]);
  }
  await sendWanted(write);
  if (write.ticks.length > 0) await boss.insert(QUEUE, write.ticks.map(jobOf), { db: queueDb(sql) });
  return events.length;
}

/** Whoever holds this decides alone what becomes of events, until its transaction ends. */
export async function lockRouting(sql: Sql): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(20261121)");
}

async function routeOne(write: Write, functions: Fn[], event: KeptWithPlace, isAwaited: boolean): Promise<void> {
  try {
    if (isAwaited) await endWaits(write, event);
    await cancelRuns(write, functions, event);
    for (const { id, config } of functions) {
      if (isTriggered(config, event)) await beginRun(write, { id: runIdOf(id, event.id), config, event });
    }
  } catch (error) {
    throw isFaultOfData(error) ? new EventBreaks(`event ${event.id} cannot be routed`, { cause: error }) : error;
  }
}

/** What a broken event did so far is undone; that it is broken is kept under the same lock. */
async function routeOrPutAside(
  write: Write & { ticks: DueTick[] },
  functions: Fn[],
  event: KeptWithPlace,
  isAwaited: boolean,
  onBroken: (event: { id: string; name: string }, error: unknown) => void,
): Promise<void> {
  const before = { ticks: write.ticks.length, hasEvents: write.hasEvents };
  await write.sql.query("SAVEPOINT event");
  try {
    await routeOne(write, functions, event, isAwaited);
    await write.sql.query("RELEASE SAVEPOINT event");
  } catch (error) {
    if (!(error instanceof EventBreaks)) throw error;
    await write.sql.query("ROLLBACK TO SAVEPOINT event");
    write.ticks.length = before.ticks;
    write.hasEvents = before.hasEvents;
    const { cause } = error;
    onBroken(event, cause);
    await write.sql.query("UPDATE job_event SET problem = $2 WHERE seq = $1", [
      event.seq,
      (cause instanceof Error ? cause.message : String(cause)).slice(0, 2_000),
    ]);
  }
}

async function readFunctions(sql: Sql): Promise<Fn[]> {
  const { rows } = await sql.query<{ id: string; config: unknown }>(
    "SELECT id, config FROM job_function WHERE retired_at IS NULL AND refused = '{}' ORDER BY id",
  );
  return rows.map(({ id, config }) => ({ id, config: FunctionConfig.parse(config) }));
}

async function awaitedNames(sql: Sql, events: KeptWithPlace[]): Promise<Set<string>> {
  const { rows } = await sql.query<{ wait_event: string }>(
    "SELECT DISTINCT wait_event FROM job_step WHERE wait_event = ANY ($1) AND ended_at IS NULL",
    [events.map(({ name }) => name)],
  );
  return new Set(rows.map(({ wait_event }) => wait_event));
}

export function isTriggered(config: FunctionConfig, event: KeptEvent): boolean {
  return config.triggers.some(
    (trigger) =>
      "event" in trigger &&
      trigger.event === event.name &&
      (trigger.expression === undefined || parsed(trigger.expression)({ event }) === true),
  );
}

/** So many of those who may be meant are looked at together: there may be any number, each with its event. */
const LOOK_BATCH = 500;

async function endWaits(write: Write, event: KeptEvent): Promise<void> {
  type Row = { run_id: string; id: string; wait_if: string | null; event: KeptEvent };
  const { id, name, data, ts } = event;
  for (let [lastRun, lastStep] = [NIL, ""]; ; ) {
    const { rows } = await write.sql.query<Row>(
      `SELECT s.run_id, s.id, s.wait_if, json_build_object('id', e.id, 'name', e.name, 'data', e.data, 'ts', e.ts) AS event
       FROM job_step s JOIN job_run r ON r.id = s.run_id JOIN job_event e ON e.id = r.event_id
       WHERE s.wait_event = $1 AND s.ended_at IS NULL AND (s.run_id, s.id) > ($2::uuid, $3)
       ORDER BY s.run_id, s.id LIMIT $4`,
      [name, lastRun, lastStep, LOOK_BATCH],
    );
    for (const row of rows) {
      if (row.wait_if !== null && parsed(row.wait_if)({ event: row.event, async: event }) !== true) continue;
      await resolveStep(write, row.run_id, row.id, { data: { id, name, data, ts } });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < LOOK_BATCH) return;
    [lastRun, lastStep] = [last.run_id, last.id];
  }
}

async function cancelRuns(write: Write, functions: Fn[], event: KeptEvent): Promise<void> {
  for (const { id, config } of functions) {
    const cancels = config.cancel.filter((entry) => entry.event === event.name);
    if (cancels.length > 0) await cancelRunsOf(write, id, cancels, event);
  }
}

async function cancelRunsOf(
  write: Write,
  functionId: string,
  cancels: FunctionConfig["cancel"],
  event: KeptEvent,
): Promise<void> {
  type Row = { id: string; queued: string; event: KeptEvent };
  for (let lastRun = NIL; ; ) {
    const { rows } = await write.sql.query<Row>(
      `SELECT r.id, extract(epoch FROM r.queued_at) * 1000 AS queued,
         json_build_object('id', e.id, 'name', e.name, 'data', e.data, 'ts', e.ts) AS event
       FROM job_run r JOIN job_event e ON e.id = r.event_id
       WHERE r.function_id = $1 AND r.ended_at IS NULL AND r.id > $2::uuid ORDER BY r.id LIMIT $3`,
      [functionId, lastRun, LOOK_BATCH],
    );
    for (const row of rows) {
      const isMeant = cancels.some(
        (entry) =>
          (entry.timeout === undefined || timeOf(entry.timeout, Number(row.queued)) >= event.ts) &&
          (entry.if === undefined || parsed(entry.if)({ event: row.event, async: event }) === true),
      );
      const run = isMeant ? await lockRun(write.sql, row.id) : null;
      if (run !== null && !run.ended) await endRun(write, run, { state: "cancelled", reason: `by ${event.name}` });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < LOOK_BATCH) return;
    lastRun = last.id;
  }
}

/** Runs that were begun or woken where there is no queue, and those that their parents wait for. */
async function sendWanted(write: Write & { ticks: DueTick[] }): Promise<void> {
  const { rows } = await write.sql.query<{ id: string; generation: number }>(
    `UPDATE job_run SET discovery = 'queued', generation = generation + 1
     WHERE id IN (SELECT id FROM job_run WHERE discovery = 'wanted' AND ended_at IS NULL ORDER BY seq LIMIT 500 FOR UPDATE SKIP LOCKED)
     RETURNING id, generation`,
  );
  for (const { id, generation } of rows) write.ticks.push({ tick: lookTick(id, generation), at: null });
}

const expressions = new Map<string, Expression>();

function parsed(text: string): Expression {
  let known = expressions.get(text);
  if (known === undefined) {
    known = parseExpression(text, ["event", "async"]);
    if (expressions.size > 1_000) expressions.clear();
    expressions.set(text, known);
  }
  return known;
}
