import { randomUUID } from "node:crypto";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { z } from "zod";
import { enter } from "~/features/accounts/server/enter.service";
import { logUnobserved } from "~/server/api/observe-procedure";
import { appRouter } from "~/server/api/root";
import type { RequestContext } from "~/server/api/trpc";
import { observeRoute } from "~/server/observe-route";
import { backend } from "~/server/ports";
import { errorResponse, readBoundedText } from "~/server/route-handler";
import { assertSameOrigin } from "~/server/same-origin";

/** Bodies are commands and filters, never files: anything larger is a mistake or an attack. */
const maxBodyBytes = 1_500_000;

function handler(request: Request): Promise<Response> {
  const requestId = randomUUID();
  return observeRoute(request, requestId, "/api/trpc/[trpc]", () => answer(request, requestId));
}

async function answer(request: Request, requestId: string): Promise<Response> {
  try {
    if (request.method !== "GET") assertSameOrigin(request.headers, backend().settings.appUrl);
    const bounded = request.method === "GET" ? request : await boundedRequest(request);
    const context = await createContext(request, requestId);
    const response = await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: bounded,
      router: appRouter,
      maxBatchSize: 20,
      createContext: () => context,
      onError: ({ error }) => logUnobserved(error, requestId),
    });
    response.headers.set("cache-control", "no-store");
    response.headers.set("x-request-id", requestId);
    return response;
  } catch (error) {
    return errorResponse(error, requestId);
  }
}

async function boundedRequest(request: Request): Promise<Request> {
  const body = await readBoundedText(request, maxBodyBytes);
  return new Request(request.url, { method: request.method, headers: request.headers, body, signal: request.signal });
}

async function createContext(request: Request, requestId: string): Promise<RequestContext> {
  const shared = backend();
  const slug = request.headers.get("x-org") ?? orgOfConnection(request);
  const entrance = await enter(shared, request.headers, slug, requestId);
  return {
    requestId,
    headers: request.headers,
    backend: shared,
    user: entrance?.user ?? null,
    org: entrance?.org ?? null,
  };
}

const ConnectionParams = z.object({ org: z.string() });

/** An EventSource cannot set headers: a subscription's organisation travels in its connection parameters. */
function orgOfConnection(request: Request): string | null {
  const params = new URL(request.url).searchParams.get("connectionParams");
  if (params === null) return null;
  try {
    return ConnectionParams.parse(JSON.parse(params)).org;
  } catch {
    return null;
  }
}

export { handler as GET, handler as POST };
