import { createJobsClient } from "~/adapters/jobs/jobs-client";
import { env, secretValues } from "~/env";
import { scrubText } from "~/lib/scrub-text";
import { log } from "~/server/log";
import { backend } from "~/server/ports";
import { problemOf } from "~/server/problem-of";

/** What the SDK and functions have to say goes where everything else goes. */
const logger = {
  debug: (...said: unknown[]) => log().debug({ said: said.map(text) }, "functions"),
  info: (...said: unknown[]) => log().debug({ said: said.map(text) }, "functions"),
  warn: (...said: unknown[]) => log().warn({ said: said.map(text) }, "functions"),
  // Anybody can send a request that is not signed; that is no fault of ours.
  error: (...said: unknown[]) => log().warn({ said: said.map(text) }, "functions"),
};

/**
 * Inngest's SDK as this deployment is configured: functions are defined with it. Services do not send with it but
 * emit events into the outbox, see `src/server/outbox.ts`.
 */
export const inngest = createJobsClient(env(), (events) => backend().ports.jobs.send(events), logger);

function text(said: unknown): string {
  if (said instanceof Error) return problemOf(said);
  if (typeof said === "object" && said !== null && "err" in said && said.err instanceof Error)
    return problemOf(said.err);
  return typeof said === "string" ? scrubText(said, secretValues()) : "";
}
