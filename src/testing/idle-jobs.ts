import type { JobsPort } from "~/adapters/jobs/jobs.port";

/** An engine that takes every event and runs nothing, for tests that do its work themselves. */
export const idleJobs: JobsPort = {
  adapter: "worker",
  send: async () => undefined,
  probe: async () => undefined,
  dashboardUrl: null,
  runs: null,
};
