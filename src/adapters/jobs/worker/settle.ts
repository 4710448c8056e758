import type { PgBoss } from "pg-boss";
import { sendNextCron } from "./announce";
import type { Outcome } from "./answer";
import { applyOutcome, type Pace } from "./apply-outcome";
import { type Claimed, lockSlots, type UnreadableTick, unpark } from "./claim";
import { deterministicId } from "./deterministic-id";
import { FunctionConfig } from "./function-config";
import { beginRun } from "./new-run";
import { affectedBy, QUEUE, queueDb } from "./queue";
import { endRun, lockRun, newWrite, resolveStep, send, type Write } from "./run-state";
import type { Sql } from "./sql";
import { type DueTick, jobOf, type Tick } from "./tick";

/** `isLost`: another worker holds the tick by now, or this was kept before: nothing was changed. */
export type Settled = {
  isLost: boolean;
  hasEvents: boolean;
  /** How many ticks are due at once because of it. */
  dueNow: number;
  /** When the next of the others is, in milliseconds of the epoch. */
  dueAt: number | null;
};

/**
 * Keeps what became of a tick: its result, the state of its run, and the ticks that follow, in the one
 * transaction of `sql`. The caller rolls back when it throws.
 */
export async function settleTick(
  boss: PgBoss,
  sql: Sql,
  claimed: Claimed,
  outcome: Outcome | null,
  pace: Pace,
): Promise<Settled> {
  const db = queueDb(sql);
  const { job, tick } = claimed;
  const isAnswered = outcome !== null && (tick.kind === "look" || tick.kind === "step");
  const [run, completed] = await Promise.all([
    isAnswered ? lockRun(sql, tick.run, job) : dropClaim(sql, job),
    boss.complete(QUEUE, job, null, { db }),
  ]);
  if (affectedBy(completed) === 0) return { isLost: true, hasEvents: false, dueNow: 0, dueAt: null };

  const write = newWrite<DueTick[]>(sql, []);
  if (tick.kind === "unreadable") await failUnread(write, tick);
  else if (tick.kind === "wake") await wake(write, tick);
  else if (tick.kind === "cron") {
    if (pace.hasSchedules) await strike(boss, write, tick);
  } else if (outcome !== null && run !== null && !run.ended && claimed.run !== null) {
    await applyOutcome(write, run, tick, FunctionConfig.parse(claimed.run.config), outcome, pace);
  }
  const inserted = write.ticks.length;
  if (inserted > 0) send(write, boss.insert(QUEUE, write.ticks.map(jobOf), { db }));
  await allOf(write.pending);
  // What was on its way may have ended a run, and woken the one that waited for it.
  const more = write.ticks.slice(inserted);
  if (more.length > 0) await boss.insert(QUEUE, more.map(jobOf), { db });
  let unparked = 0;
  if (claimed.slots.length > 0) {
    await lockSlots(sql, claimed.slots);
    unparked = await unpark(boss, sql, claimed.slots);
  }
  const dueNow = write.ticks.filter(({ at }) => at === null).length + unparked;
  const later = write.ticks.flatMap(({ at }) => at ?? []);
  const dueAt = later.length === 0 ? null : Math.min(...later);
  return { isLost: false, hasEvents: write.hasEvents, dueNow, dueAt };
}

/** Also what joins them meanwhile. */
async function allOf(pending: Promise<unknown>[]): Promise<void> {
  while (pending.length > 0) await Promise.all(pending.splice(0));
}

async function dropClaim(sql: Sql, job: Claimed["job"]): Promise<null> {
  await sql.query("DELETE FROM job_claim WHERE tick_id = $1 AND attempt = $2", [job.id, job.retryCount]);
  return null;
}

/** Nobody can do what the tick asks for: rather than that its run waits for ever, it fails and can be replayed. */
async function failUnread(write: Write, tick: UnreadableTick): Promise<void> {
  const run = tick.run === null ? null : await lockRun(write.sql, tick.run);
  if (run === null || run.ended) return;
  const message = `The queue held something for this run that this worker cannot read: ${JSON.stringify(tick.data)}`;
  await endRun(write, run, { state: "failed", error: { name: "UnreadableTick", message: message.slice(0, 2_000) } });
}

/** A sleep is over, or what a step waited for did not come in time. */
async function wake(write: Write, tick: Extract<Tick, { kind: "wake" }>): Promise<void> {
  const { rows } = await write.sql.query<{ kind: string }>(
    "SELECT kind FROM job_step WHERE run_id = $1 AND id = $2 AND ended_at IS NULL",
    [tick.run, tick.step],
  );
  if (rows[0] === undefined) return;
  const late = { name: "InngestInvokeTimeoutError", message: "The invoked function did not finish in time." };
  await resolveStep(write, tick.run, tick.step, rows[0].kind === "invoke" ? { error: late } : { data: null });
}

/** A schedule strikes: a run for now, and the next time. A schedule that the app no longer has ends here. */
async function strike(boss: PgBoss, write: Write, tick: Extract<Tick, { kind: "cron" }>): Promise<void> {
  const { rows } = await write.sql.query<{ config: unknown }>(
    "SELECT config FROM job_function WHERE id = $1 AND retired_at IS NULL AND refused = '{}'",
    [tick.function],
  );
  if (rows[0] === undefined) return;
  const config = FunctionConfig.parse(rows[0].config);
  if (!config.triggers.some((trigger) => "cron" in trigger && trigger.cron === tick.cron)) return;
  const id = deterministicId("cron", tick.function, tick.cron, tick.at);
  const event = { id, name: "inngest/scheduled.timer", data: { cron: tick.cron }, ts: tick.at };
  await write.sql.query(
    "INSERT INTO job_event (id, name, data, ts, routed_at) VALUES ($1, $2, $3, $4, clock_timestamp()) ON CONFLICT (id) DO NOTHING",
    [event.id, event.name, JSON.stringify(event.data), event.ts],
  );
  await beginRun(write, { id: deterministicId("run", id), config, event });
  await sendNextCron(boss, write.sql, tick.function, tick.cron, tick.at);
}
