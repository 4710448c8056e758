import type { RunDetail, RunSummary, RunsStore } from "~/adapters/jobs/jobs.port";
import { notFound } from "~/lib/app-error";
import type { UserScope } from "~/server/context";
import type { ListRunsInput } from "../jobs.schema";
import { actOnJobs } from "./act-on-jobs";

/** Newest first; none where an Inngest keeps them. */
export async function listRuns(
  { backend }: UserScope,
  { functionId, state, cursor, limit }: ListRunsInput,
): Promise<{ runs: RunSummary[]; nextCursor: string | null }> {
  const { runs } = backend.ports.jobs;
  if (runs === null) return { runs: [], nextCursor: null };
  return runs.listRuns({
    limit,
    ...(functionId === undefined ? {} : { functionId }),
    ...(state === undefined ? {} : { state }),
    ...(cursor === undefined ? {} : { cursor }),
  });
}

/** One run with its steps. Throws `not_found`, also where an Inngest keeps the runs. */
export async function readRun(scope: UserScope, runId: string): Promise<RunDetail> {
  const run = await runsOf(scope).getRun(runId);
  if (run === null) throw notFound("run");
  return run;
}

/** Ends a run that has not ended. False when it had: then nothing was done. */
export async function cancelRun(scope: UserScope, runId: string): Promise<{ cancelled: boolean }> {
  const runs = runsOf(scope);
  await readRun(scope, runId);
  const done = await actOnJobs(scope, "jobs.cancel", runId, async () => ((await runs.cancel(runId)) ? true : null));
  return { cancelled: done !== null };
}

/** Begins a new run with the same events; it names the one that it repeats. */
export async function replayRun(scope: UserScope, runId: string): Promise<{ runId: string }> {
  const runs = runsOf(scope);
  const replay = await actOnJobs(scope, "jobs.replay", runId, () => runs.replay(runId));
  if (replay === null) throw notFound("run");
  return { runId: replay };
}

/** With an Inngest there are no runs here; its own dashboard has them. */
function runsOf({ backend }: UserScope): RunsStore {
  const { runs } = backend.ports.jobs;
  if (runs === null) throw notFound("run");
  return runs;
}
