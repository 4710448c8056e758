import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { answerOnce } from "./answer-once";
import type { JobsConfiguration } from "./jobs.env";
import { jobsSigningKeys } from "./signing-keys";

/**
 * The handler of `/api/inngest` (GET, PUT and POST), the same for every engine. Without a valid signature
 * it answers 401 to everything, except to Inngest's development server.
 */
export function serveJobs(
  configuration: JobsConfiguration,
  client: Inngest,
  functions: readonly InngestFunction.Any[],
  options: { serveOrigin?: string } = {},
): (request: Request) => Promise<Response> {
  const handler = serve({
    client,
    functions: [...functions],
    enableUnauthedSync: false,
    servePath: "/api/inngest",
    ...options,
  });
  // Also with an Inngest, whose requests name no tick: the worker may still be ending what it began before.
  return answerOnce(async (request) => handler(request), jobsSigningKeys(configuration));
}
