import { deterministicId } from "./deterministic-id";
import { parseExpression } from "./expression";
import type { FunctionConfig } from "./function-config";
import type { Write } from "./run-state";
import { lookTick } from "./tick";

export type KeptEvent = { id: string; name: string; data: unknown; ts: number };

export type NewRun = {
  id: string;
  config: FunctionConfig;
  event: KeptEvent;
  parent?: { run: string; step: string };
  replayOf?: string;
};

/** Begins a run of an event that is kept already. One with this id, or with this idempotency key of today, is left alone. */
export async function beginRun(write: Write, run: NewRun): Promise<boolean> {
  const key = run.replayOf === undefined && run.parent === undefined ? idempotencyKey(run.config, run.event) : null;
  const isQueued = write.ticks !== null;
  const { rowCount } = await write.sql.query(
    `INSERT INTO job_run (id, function_id, event_id, discovery, generation, slots, idempotency_key, replay_of, parent_run, parent_step)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
     WHERE $7::text IS NULL OR NOT EXISTS (
       SELECT FROM job_run WHERE function_id = $2 AND idempotency_key = $7 AND queued_at > clock_timestamp() - interval '24 hours')
     ON CONFLICT (id) DO NOTHING`,
    [
      run.id,
      run.config.id,
      run.event.id,
      isQueued ? "queued" : "wanted",
      isQueued ? 1 : 0,
      slotsOf(run.config, run.event),
      key,
      run.replayOf ?? null,
      run.parent?.run ?? null,
      run.parent?.step ?? null,
    ],
  );
  if (rowCount === 0) return false;
  write.ticks?.push({ tick: lookTick(run.id, 1), at: null });
  return true;
}

/** The run that an event begins of a function, whoever begins it. */
export function runIdOf(functionId: string, eventId: string): string {
  return deterministicId("run", functionId, eventId);
}

/** How many may hold this slot at once. */
export function slotLimit(slot: string): number {
  return Number(slot.slice(0, slot.indexOf("|")));
}

/** One slot for each limit that the function has, named after the value of its key. */
function slotsOf(config: FunctionConfig, event: KeptEvent): string[] {
  return config.concurrency.map(({ limit, key }, index) => {
    const value = key === undefined ? null : evaluate(key, event);
    return `${limit}|${deterministicId(config.id, index, JSON.stringify(value ?? null))}`;
  });
}

function idempotencyKey(config: FunctionConfig, event: KeptEvent): string | null {
  if (config.idempotency === undefined) return null;
  const value = evaluate(config.idempotency, event);
  // Without a value there is nothing by which two events were the same.
  return value === null || value === undefined ? null : deterministicId(JSON.stringify(value));
}

function evaluate(expression: string, event: KeptEvent): unknown {
  return parseExpression(expression, ["event"])({ event });
}
