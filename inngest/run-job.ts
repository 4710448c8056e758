import { NonRetriableError, RetryAfterError } from "inngest";
import { secretValues } from "~/env";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { UnreadableEventError } from "~/server/events";
import { GiveUpError, TryLaterError } from "~/server/job-errors";
import { log } from "~/server/log";
import { backend } from "~/server/ports";
import { problemOf } from "~/server/problem-of";
import { inRequest } from "~/server/request-context";
import { describeError } from "~/server/telemetry/describe-error";
import { meters } from "~/server/telemetry/metrics";
import { traced } from "~/server/telemetry/tracing";

export type JobRun = {
  functionId: string;
  runId: string;
  /** From 0. */
  attempt: number;
  /** The trace that the event belongs to. */
  trace?: string | null;
};

/**
 * Runs a feature's job inside a function: what it logs and traces says which run it is, and its errors become
 * those by which Inngest decides whether there is another attempt.
 */
export function runJob<T>(run: JobRun, work: (backend: Backend) => Promise<T>): Promise<T> {
  const { functionId, runId, attempt, trace } = run;
  return inRequest({ requestId: runId, at: `job ${functionId}` }, async () => {
    const startedAt = performance.now();
    const count = (code: string) => meters()?.job(functionId, code, (performance.now() - startedAt) / 1_000);
    try {
      const attributes = { "counterpart.job": functionId, "counterpart.run_id": runId, "counterpart.attempt": attempt };
      const result = await traced(`job ${functionId}`, "consumer", attributes, () => work(backend()), trace);
      count("ok");
      return result;
    } catch (error) {
      const code = error instanceof AppError ? error.code : undefined;
      count(code ?? "internal");
      log().warn({ err: error, attempt, code }, "a job failed");
      throw forInngest(error);
    }
  });
}

/** Whichever engine is on keeps what it is told of an error, and shows it: causes stay in our log. */
function forInngest(error: unknown): Error {
  const problem = problemOf(error, 1_000);
  if (error instanceof UnreadableEventError || error instanceof GiveUpError) return new NonRetriableError(problem);
  if (error instanceof TryLaterError) return new RetryAfterError(problem, error.seconds * 1_000);
  const { type, stack = "" } = describeError(error, secretValues());
  const told = new Error(problem);
  told.name = type;
  told.stack = `${type}: ${problem}\n${stack}`;
  return told;
}
