import { randomUUID } from "node:crypto";
import { serveJobs } from "~/adapters/jobs/serve-jobs";
import { env } from "~/env";
import { AppError } from "~/lib/app-error";
import { observeRoute } from "~/server/observe-route";
import { errorResponse } from "~/server/route-handler";
import { inngest } from "../../../../inngest/client";
import { functions } from "../../../../inngest/functions";

export const dynamic = "force-dynamic";

const configuration = env();
const answer = serveJobs(configuration, inngest, functions, { serveOrigin: new URL(configuration.APP_URL).origin });

/** Answers whoever signs with our key and nobody else. No cookie plays a part, so no page can forge a request. */
function observed(request: Request): Promise<Response> {
  const requestId = randomUUID();
  return observeRoute(request, requestId, "/api/inngest", async () => {
    try {
      const response = await answer(withHost(request));
      if (response.status === 401) throw new AppError("signature_invalid", "a request for functions is not signed");
      return response;
    } catch (error) {
      return errorResponse(error, requestId);
    }
  });
}

/** The SDK wants to know where it was asked; the oldest clients do not say. */
function withHost(request: Request): Request {
  if (request.headers.has("host")) return request;
  const headers = new Headers(request.headers);
  headers.set("host", new URL(request.url).host);
  return new Request(request, { headers });
}

export const GET = observed;
export const POST = observed;
export const PUT = observed;
