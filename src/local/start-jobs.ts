import pg from "pg";
import { hasInngest } from "~/adapters/jobs/jobs.env";
import { jobsSigningKeys } from "~/adapters/jobs/signing-keys";
import { type Engine, startEngine } from "~/adapters/jobs/worker/engine";
import type { Env } from "~/env";
import { log } from "~/server/log";

/** The engine of background functions in this process; undefined where an Inngest runs them. */
export async function startJobs(configuration: Env): Promise<Engine | undefined> {
  if (hasInngest(configuration)) return undefined;
  const pool = new pg.Pool({ connectionString: configuration.APP_DATABASE_URL, max: 12, pipeline: true });
  // An idle connection that the server ends must not end the process; the next query opens another.
  pool.on("error", () => undefined);
  return startEngine({
    pool,
    serveUrl: new URL("/api/inngest", configuration.JOBS_SERVE_URL ?? configuration.APP_URL).href,
    signingKeys: jobsSigningKeys(configuration),
    // While developing, a function that was just written is to be known soon.
    ...(configuration.NODE_ENV === "development" ? { announceMs: 5_000 } : {}),
    log: {
      info: (fields, message) => log().debug(fields, message),
      error: (fields, message) => log().error(fields, message),
    },
  });
}
