import { randomUUID } from "node:crypto";
import type { World } from "./world";

/** A run of a function that does nothing, as the worker keeps it. Returns its id. */
export async function newRun(world: World, state: "running" | "failed"): Promise<string> {
  const [runId, eventId] = [randomUUID(), randomUUID()];
  const config = { id: "test-nothing", name: "Nothing", triggers: [], maxAttempts: 1, concurrency: [], cancel: [] };
  await world.db.owner.query(
    `INSERT INTO job_function (id, serve_url, name, config, triggers) VALUES ('test-nothing', 'http://localhost', 'Nothing', $1, '{}')
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(config)],
  );
  await world.db.owner.query("INSERT INTO job_event (id, name, data, ts) VALUES ($1, 'test/nothing', '{}', 0)", [
    eventId,
  ]);
  await world.db.owner.query(
    `INSERT INTO job_run (id, function_id, event_id, state, started_at, ended_at)
     VALUES ($1, 'test-nothing', $2, $3, now(), CASE WHEN $3 = 'failed' THEN now() END)`,
    [runId, eventId, state],
  );
  return runId;
}

/** An event that the engine never took. Returns its id. */
export async function newDeadEvent(world: World): Promise<string> {
  const { rows } = await world.db.owner.query<{ id: string }>(
    "INSERT INTO event_outbox (name, version, data, dead_at) VALUES ('test/nothing', 1, '{}', now()) RETURNING id",
  );
  return rows[0]?.id ?? "";
}

export async function newSetAsideEvent(world: World): Promise<string> {
  const id = randomUUID();
  await world.db.owner.query(
    "INSERT INTO job_event (id, name, data, ts, routed_at, problem) VALUES ($1, 'test/nothing', '{}', 0, now(), 'breaks')",
    [id],
  );
  return id;
}
