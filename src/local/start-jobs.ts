import pg from "pg";
import { hasInngest } from "~/adapters/jobs/jobs.env";
import { keepRegistered } from "~/adapters/jobs/register-functions";
import { jobsSigningKeys } from "~/adapters/jobs/signing-keys";
import { type EngineOptions, startEngine } from "~/adapters/jobs/worker/engine";
import { hasWorkLeft } from "~/adapters/jobs/worker/work-left";
import type { Env } from "~/env";
import { log } from "~/server/log";

export type Jobs = { wake(): void; stop(): Promise<void> };

/**
 * What this process does for background functions: it runs them, or registers them with the Inngest that does, and
 * then ends what it had begun itself before there was one.
 */
export async function startJobs(configuration: Env): Promise<Jobs> {
  const pool = new pg.Pool({ connectionString: configuration.APP_DATABASE_URL, max: 12, pipeline: true });
  // An idle connection that the server ends must not end the process; the next query opens another.
  pool.on("error", () => undefined);
  const options: EngineOptions = {
    pool,
    serveUrl: new URL("/api/inngest", configuration.JOBS_SERVE_URL ?? configuration.APP_URL).href,
    // A development server's app signs nothing, and asks nobody to.
    signingKeys: configuration.INNGEST_DEV === undefined ? jobsSigningKeys(configuration) : [],
    // While developing, a function that was just written is to be known soon.
    ...(configuration.NODE_ENV === "development" ? { announceMs: 5_000 } : {}),
    log: {
      info: (fields, message) => log().debug(fields, message),
      error: (fields, message) => log().error(fields, message),
    },
  };
  if (!hasInngest(configuration)) return startEngine(options);
  const registering = keepRegistered(options);
  const engine = (await hasWorkLeft(pool)) ? await startEngine({ ...options, hasSchedules: false }) : null;
  return {
    wake: () => engine?.wake(),
    stop: async () => {
      await Promise.all([registering.stop(), engine?.stop()]);
    },
  };
}
