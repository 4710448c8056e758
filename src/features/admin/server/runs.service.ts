import type { RunDetail, RunSummary, RunsStore } from "~/adapters/jobs/jobs.port";
import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import type { ListRunsInput } from "../jobs.schema";

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
  const done = await audited(scope, "jobs.cancel", runId, async () => ((await runs.cancel(runId)) ? true : null));
  return { cancelled: done !== null };
}

/** Begins a new run with the same events; it names the one that it repeats. */
export async function replayRun(scope: UserScope, runId: string): Promise<{ runId: string }> {
  const runs = runsOf(scope);
  const replay = await audited(scope, "jobs.replay", runId, () => runs.replay(runId));
  if (replay === null) throw notFound("run");
  return { runId: replay };
}

/** With an Inngest there are no runs here; its own dashboard has them. */
function runsOf({ backend }: UserScope): RunsStore {
  const { runs } = backend.ports.jobs;
  if (runs === null) throw notFound("run");
  return runs;
}

class NothingDone extends Error {}

/** An act and its line in the audit log: nothing is done whose line cannot be written. Null when there was nothing to do. */
async function audited<T>(
  scope: UserScope,
  action: string,
  subject: string,
  act: () => Promise<T | null>,
): Promise<T | null> {
  const { userId: actorId, requestId } = scope;
  try {
    return await inPlatform(scope.backend.database, async (db) => {
      await recordAudit(db, { orgId: null, actorId, actorRole: "superadmin", action, subject, requestId });
      const done = await act();
      if (done === null) throw new NothingDone();
      return done;
    });
  } catch (error) {
    if (error instanceof NothingDone) return null;
    throw error;
  }
}
