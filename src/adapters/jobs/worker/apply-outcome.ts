import { z } from "zod";
import { type JobError, type Op, type Outcome, readError } from "./answer";
import { deterministicId } from "./deterministic-id";
import { timeOf } from "./duration";
import { parseExpression } from "./expression";
import { FunctionConfig } from "./function-config";
import { beginRun } from "./new-run";
import { askAgain, endRun, endStep, type LockedRun, saveRun, send, type Write } from "./run-state";
import { type RequestTick, stepTick } from "./tick";

export type Pace = {
  nowMs: number;
  /** How long to wait after the given number of failed attempts (1 or more), in milliseconds. */
  backoffMs(failed: number): number;
  /** How long to leave an app alone that did not take the request, the given number of times. */
  awayMs(times: number): number;
  /** Whether schedules strike here; elsewhere otherwise. */
  hasSchedules: boolean;
};

const yearMs = 365 * 86_400_000;

/** Keeps what an answer to a tick says, in the transaction at hand. The run is locked and has not ended. */
export async function applyOutcome(
  write: Write & { ticks: NonNullable<Write["ticks"]> },
  run: LockedRun,
  tick: RequestTick,
  config: Pick<FunctionConfig, "maxAttempts">,
  outcome: Outcome,
  pace: Pace,
): Promise<void> {
  const wasDirty = run.discovery === "dirty";
  if (tick.kind === "look") run.discovery = "none";
  const repeat = (next: RequestTick, at: number) => {
    write.ticks.push({ tick: next, at });
    if (next.kind === "look") run.discovery = "queued";
    else send(write, delayStep(write, run, next.step, next.attempt + 1));
    send(write, saveRun(write, run, next.kind === "look"));
  };

  if (outcome.type === "completed") return endRun(write, run, { state: "completed", output: outcome.output });
  if (outcome.type === "away") {
    return repeat({ ...tick, postponed: tick.postponed + 1 }, pace.nowMs + pace.awayMs(tick.postponed + 1));
  }
  if (outcome.type === "failed") {
    run.failures += 1;
    const attempt = tick.attempt + 1;
    if (outcome.isFinal || attempt >= config.maxAttempts) {
      return endRun(write, run, { state: "failed", error: outcome.error });
    }
    // Shown until the next attempt is through.
    send(
      write,
      write.sql.query("UPDATE job_run SET error = $2 WHERE id = $1", [run.id, JSON.stringify(outcome.error)]),
    );
    return repeat({ ...tick, attempt, postponed: 0 }, outcome.retryAt ?? pace.nowMs + pace.backoffMs(attempt));
  }

  let hasProgress = wasDirty && tick.kind === "look";
  for (const op of outcome.ops) {
    const result = await applyOp(write, run, tick, config, op, outcome.retryAt, pace);
    if (run.ended) return;
    hasProgress ||= result === "ended";
  }
  if (hasProgress) askAgain(write, run);
  send(write, saveRun(write, run));
}

type Opened = "opened" | "ended";

async function applyOp(
  write: Write & { ticks: NonNullable<Write["ticks"]> },
  run: LockedRun,
  tick: RequestTick,
  config: Pick<FunctionConfig, "maxAttempts">,
  op: Op,
  retryAt: number | null,
  pace: Pace,
): Promise<Opened> {
  const name = op.displayName ?? op.name ?? op.id;
  const kind = kindOf(op);
  const attempts = tick.attempt + 1;
  const end = async (result: Parameters<typeof endStep>[3]): Promise<Opened> => {
    send(write, endStep(write, run, { id: op.id, name, kind, attempts }, result));
    return "ended";
  };
  const open = (state: "running" | "sleeping" | "waiting", wait: { event?: string; if?: string } = {}) =>
    openStep(write, run, { id: op.id, name, kind, state, attempts }, wait);
  const wakeAt = (at: number) => write.ticks.push({ tick: { kind: "wake", run: run.id, step: op.id }, at });

  switch (op.op) {
    case "StepRun":
    case "Step":
      return end({ data: op.data });
    case "StepFailed":
      run.failures += 1;
      return end({ error: readError(op.error ?? op.data) });
    case "StepError": {
      run.failures += 1;
      if (attempts >= config.maxAttempts) return end({ error: readError(op.error) });
      await open("sleeping");
      await delayStep(write, run, op.id, attempts + 1, readError(op.error));
      write.ticks.push({
        tick: stepTick(run.id, op.id, attempts),
        at: retryAt ?? pace.nowMs + pace.backoffMs(attempts),
      });
      return "opened";
    }
    case "StepPlanned":
      if (await open("running")) write.ticks.push({ tick: stepTick(run.id, op.id), at: null });
      return "opened";
    case "Sleep":
      if (await open("sleeping")) wakeAt(timeOf(op.name ?? "", pace.nowMs));
      return "opened";
    case "WaitForEvent": {
      const wait = z.object({ timeout: z.string(), if: z.string().optional() }).parse(op.opts);
      if (wait.if !== undefined) parseExpression(wait.if, ["event", "async"]);
      const opened = await open("waiting", { event: op.name ?? "", ...(wait.if === undefined ? {} : { if: wait.if }) });
      if (opened) wakeAt(timeOf(wait.timeout, pace.nowMs));
      return "opened";
    }
    case "InvokeFunction":
      return invoke(write, run, op, open, end, wakeAt, pace.nowMs);
    case "RunComplete":
      await endRun(write, run, { state: "completed", output: op.data });
      return "ended";
    default: {
      const message = `This worker does not have ${op.op}. Point INNGEST_BASE_URL or INNGEST_EVENT_KEY at an Inngest, which runs the same function.`;
      await endRun(write, run, { state: "failed", error: { name: "NotSupported", message } });
      return "ended";
    }
  }
}

const Invocation = z.object({
  function_id: z.string(),
  payload: z.object({ data: z.unknown().optional() }).optional(),
  timeout: z.string().nullish(),
});

async function invoke(
  write: Write & { ticks: NonNullable<Write["ticks"]> },
  run: LockedRun,
  op: Op,
  open: (state: "waiting") => Promise<boolean>,
  end: (result: { error: JobError }) => Promise<Opened>,
  wakeAt: (at: number) => void,
  nowMs: number,
): Promise<Opened> {
  const wanted = Invocation.parse(op.opts);
  const { rows } = await write.sql.query<{ config: unknown }>(
    "SELECT config FROM job_function WHERE id = $1 AND retired_at IS NULL AND refused = '{}'",
    [wanted.function_id],
  );
  if (rows[0] === undefined) {
    return end({ error: { name: "Error", message: `There is no function "${wanted.function_id}" to invoke.` } });
  }
  if (!(await open("waiting"))) return "opened";
  const event = {
    id: deterministicId("invoke", run.id, op.id),
    name: "inngest/function.invoked",
    data: wanted.payload?.data ?? {},
    ts: nowMs,
  };
  // Routed already: it is for this one run.
  await write.sql.query(
    "INSERT INTO job_event (id, name, data, ts, routed_at) VALUES ($1, $2, $3, $4, clock_timestamp()) ON CONFLICT (id) DO NOTHING",
    [event.id, event.name, JSON.stringify(event.data), event.ts],
  );
  const id = deterministicId("invoked", run.id, op.id);
  await beginRun(write, {
    id,
    config: FunctionConfig.parse(rows[0].config),
    event,
    parent: { run: run.id, step: op.id },
  });
  wakeAt(timeOf(wanted.timeout ?? new Date(nowMs + yearMs).toISOString(), nowMs));
  return "opened";
}

/** False when the step is known already. */
async function openStep(
  write: Write,
  run: LockedRun,
  step: { id: string; name: string; kind: string; state: string; attempts: number },
  wait: { event?: string; if?: string },
): Promise<boolean> {
  const { rowCount } = await write.sql.query(
    `INSERT INTO job_step (run_id, id, name, kind, state, attempts, wait_event, wait_if)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (run_id, id) DO NOTHING`,
    [run.id, step.id, step.name, step.kind, step.state, step.attempts, wait.event ?? null, wait.if ?? null],
  );
  return rowCount === 1;
}

/** Until its next attempt. The last error is shown meanwhile. */
async function delayStep(write: Write, run: LockedRun, id: string, attempts: number, error?: JobError): Promise<void> {
  await write.sql.query(
    `UPDATE job_step SET state = 'sleeping', attempts = $3, error = coalesce($4, error)
     WHERE run_id = $1 AND id = $2 AND ended_at IS NULL`,
    [run.id, id, attempts, error === undefined ? null : JSON.stringify(error)],
  );
}

function kindOf(op: Op): string {
  if (op.op === "Sleep") return "sleep";
  if (op.op === "WaitForEvent") return "wait";
  if (op.op === "InvokeFunction") return "invoke";
  return op.opts?.type === "step.sendEvent" ? "send" : "run";
}
