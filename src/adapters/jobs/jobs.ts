import type { Pool } from "pg";
import { createInngestJobs } from "./inngest-jobs";
import { hasInngest, type JobsConfiguration } from "./jobs.env";
import type { JobsPort } from "./jobs.port";
import { createJobsClient } from "./jobs-client";
import { createWorkerJobs } from "./worker/worker-jobs";

/** The jobs adapter of this installation: an Inngest where one is configured, else our own worker. */
export function createJobs(configuration: JobsConfiguration, pool: Pool): JobsPort {
  if (!hasInngest(configuration)) return createWorkerJobs(pool);
  return createInngestJobs(createJobsClient(configuration, () => Promise.reject(new Error("events go to Inngest"))));
}
