import { randomUUID } from "node:crypto";
import { serveJobs } from "~/adapters/jobs/serve-jobs";
import { env } from "~/env";
import { AppError } from "~/lib/app-error";
import { observeRoute } from "~/server/observe-route";
import { errorResponse, readBoundedText } from "~/server/route-handler";
import { inngest } from "../../../../inngest/client";
import { functions } from "../../../../inngest/functions";

export const dynamic = "force-dynamic";

/** Results of up to 4 MB a step, of many steps. */
const maxBytes = 48 * 1024 * 1024;

const configuration = env();
const answer = serveJobs(configuration, inngest, functions, { serveOrigin: new URL(configuration.APP_URL).origin });

/** Answers whoever signs with our key and nobody else. No cookie plays a part, so no page can forge a request. */
function observed(request: Request): Promise<Response> {
  const requestId = randomUUID();
  return observeRoute(request, requestId, "/api/inngest", async () => {
    try {
      const response = await answer(await bounded(request));
      if (response.status === 401) throw new AppError("signature_invalid", "a request for functions is not signed");
      return response;
    } catch (error) {
      return errorResponse(error, requestId);
    }
  });
}

/**
 * The SDK reads the whole body before it looks at the signature: nobody makes it read more than a run can come to.
 * And it wants to know where it was asked, which the oldest clients do not say.
 */
async function bounded(request: Request): Promise<Request> {
  const { method, url } = request;
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > maxBytes) {
    throw new AppError("payload_too_large", "body too large", { details: { maxBytes } });
  }
  const isWhole = announced !== null || request.body === null;
  if (isWhole && request.headers.has("host")) return request;
  const headers = new Headers(request.headers);
  if (!headers.has("host")) headers.set("host", new URL(url).host);
  const body = method === "GET" ? undefined : await readBoundedText(request, maxBytes);
  return new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
}

export const GET = observed;
export const POST = observed;
export const PUT = observed;
