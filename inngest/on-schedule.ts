import type { Backend } from "~/server/context";
import { inngest } from "./client";
import { runJob } from "./run-job";

type ScheduledFunction = {
  id: string;
  name: string;
  /** Five fields, in UTC. */
  cron: string;
};

/**
 * A function that the clock begins, and that is one step of one job. One run at a time; an attempt that fails is
 * made once more, and then the next time comes anyway.
 */
export function onSchedule({ id, name, cron }: ScheduledFunction, work: (backend: Backend) => Promise<unknown>) {
  return inngest.createFunction(
    { id, name, retries: 1, concurrency: 1, triggers: [{ cron }] },
    ({ runId, attempt, step }) =>
      step.run({ id: "work", name }, () => runJob({ functionId: id, runId, attempt }, work)),
  );
}
