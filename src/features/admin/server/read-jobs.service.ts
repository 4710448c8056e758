import type { FunctionSummary } from "~/adapters/jobs/jobs.port";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { findOutboxState, type OutboxState } from "./outbox.repository";

export type JobsState = {
  adapter: "worker" | "inngest";
  /** Where an Inngest shows its runs. */
  dashboardUrl: string | null;
  /** Null with an Inngest. */
  functions: FunctionSummary[] | null;
  outbox: OutboxState;
  /** The server's time, to measure ages by. */
  now: Date;
};

/** What runs functions here, which there are, and how far behind the delivery of events is. */
export async function readJobs({ backend }: UserScope): Promise<JobsState> {
  const { adapter, dashboardUrl, runs } = backend.ports.jobs;
  const [functions, outbox] = await Promise.all([
    runs?.listFunctions() ?? null,
    inPlatform(backend.database, findOutboxState),
  ]);
  return { adapter, dashboardUrl, functions, outbox, now: new Date() };
}
