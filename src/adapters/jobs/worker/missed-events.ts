import type { FunctionConfig } from "./function-config";
import { beginRun, runIdOf } from "./new-run";
import { isTriggered, type KeptWithPlace, lockRouting } from "./router";
import { newWrite } from "./run-state";
import { isFaultOfData, type Sql } from "./sql";

/** The last list may have been on its way for a moment before it was kept. */
const SLACK = "5 seconds";

export type Missed = { functions: FunctionConfig[]; since: Date } | null;

/**
 * The functions that begin with events which nobody knew of so far. The app is asked for its list now and then: what
 * happened since it was asked last may have been meant for them already. To be asked before the new list is kept.
 */
export async function findMissed(sql: Sql, announced: FunctionConfig[]): Promise<Missed> {
  const { rows } = await sql.query<{ id: string; triggers: string[]; since: Date | null }>(
    `SELECT id, triggers, max(announced_at) OVER () - interval '${SLACK}' AS since FROM job_function
     WHERE retired_at IS NULL AND refused = '{}'`,
  );
  const known = new Map(rows.map(({ id, triggers }) => [id, triggers]));
  const isNew = ({ id, triggers }: FunctionConfig) =>
    triggers.some((trigger) => "event" in trigger && known.get(id)?.includes(trigger.event) !== true);
  const functions = announced.filter(isNew);
  const since = rows[0]?.since ?? null;
  if (since === null || functions.length === 0) return null;
  // Whoever routes now does so by the old list; whoever waits for this reads the new one.
  await lockRouting(sql);
  return { functions, since };
}

/** Begins what `findMissed` found; an event that is routed later is not meant. Runs that exist are left alone. */
export async function beginMissed(sql: Sql, missed: Missed): Promise<void> {
  if (missed === null) return;
  const { functions, since } = missed;
  const names = functions.flatMap(({ triggers }) => triggers.flatMap((each) => ("event" in each ? each.event : [])));
  const { rows } = await sql.query<KeptWithPlace>(
    `SELECT seq, id, name, data, ts::float8 AS ts FROM job_event
     WHERE received_at > $1 AND name = ANY ($2) AND routed_at IS NOT NULL AND problem IS NULL ORDER BY seq`,
    [since, names],
  );
  const write = newWrite(sql, null);
  for (const event of rows) {
    await sql.query("SAVEPOINT missed");
    try {
      for (const config of functions) {
        if (isTriggered(config, event)) await beginRun(write, { id: runIdOf(config.id, event.id), config, event });
      }
      await sql.query("RELEASE SAVEPOINT missed");
    } catch (error) {
      if (!isFaultOfData(error)) throw error;
      // It was routed for the functions that were known; for these it is one that breaks.
      await sql.query("ROLLBACK TO SAVEPOINT missed");
      const problem = error instanceof Error ? error.message : String(error);
      await sql.query("UPDATE job_event SET problem = $2 WHERE seq = $1", [event.seq, problem.slice(0, 2_000)]);
    }
  }
}
