import type { FunctionSummary } from "~/adapters/jobs/jobs.port";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { type EngineBacklog, findEngineBacklog, findOpenRuns } from "./figures.repository";
import { findOutboxState, mostCounted, type OutboxState } from "./outbox.repository";

export type JobsState = {
  adapter: "worker" | "inngest";
  /** Where an Inngest shows its runs. */
  dashboardUrl: string | null;
  /** Null with an Inngest. */
  functions: FunctionSummary[] | null;
  outbox: OutboxState;
  /** Of our own worker, whoever runs functions now: what it has and has not given to functions yet. */
  backlog: EngineBacklog;
  /** With an Inngest: runs that our own worker began and still ends. */
  leftRuns: number;
  /** The server's time, to measure ages by. */
  now: Date;
};

/** What runs functions here, which there are, and how far behind the delivery of events is. */
export async function readJobs({ backend }: UserScope): Promise<JobsState> {
  const { adapter, dashboardUrl, runs } = backend.ports.jobs;
  const { pool } = backend.database;
  const [functions, outbox, backlog, left] = await Promise.all([
    runs?.listFunctions() ?? null,
    inPlatform(backend.database, findOutboxState),
    findEngineBacklog(pool, mostCounted),
    adapter === "worker" ? [] : findOpenRuns(pool),
  ]);
  const leftRuns = left.reduce((sum, row) => sum + row.runs, 0);
  return { adapter, dashboardUrl, functions, outbox, backlog, leftRuns, now: new Date() };
}
