import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { Hono } from "hono";
import { notFound } from "~/lib/app-error";
import { dataContentPolicy, securityHeaders } from "~/lib/security-headers.mjs";
import { errorResponse } from "./route-handler";

/** What a `route.ts` exports for a method. */
export type ApiHandler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Response | Promise<Response>;

/** One folder of `src/app/api`: its address, with `:name` for what Next writes as `[name]`, and its route.ts. */
export type ApiRoute = { path: string; exports: Readonly<Record<string, unknown>> };

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const fixedHeaders = Object.entries({ ...securityHeaders, "content-security-policy": dataContentPolicy });

/**
 * Answers the API's routes straight from Node's server, the way Next would: HEAD like GET without a body,
 * OPTIONS and 405 with what is allowed. An address that no route has is a 404 in the shape of every other error.
 */
export function createApiListener(
  routes: readonly ApiRoute[],
): (request: IncomingMessage, response: ServerResponse) => void {
  const api = new Hono();
  for (const { path, exports } of routes) {
    const offered = methods.flatMap((method) => {
      const handler = exports[method];
      return isHandler(handler) ? [{ method, handler }] : [];
    });
    for (const { method, handler } of offered) {
      api.on(method, path, async ({ req }) =>
        unbuffered(await handler(req.raw, { params: Promise.resolve(req.param()) })),
      );
    }
    const allow = [...offered.map(({ method }) => method), "HEAD", "OPTIONS"].join(", ");
    api.all(
      path,
      ({ req }) => new Response(null, { status: req.method === "OPTIONS" ? 204 : 405, headers: { allow } }),
    );
  }
  api.notFound(() => errorResponse(notFound("route"), randomUUID()));
  api.onError((error) => errorResponse(error, randomUUID()));
  const listener = getRequestListener(api.fetch, {
    // Next lives in the same process and keeps the platform's own Request and Response.
    overrideGlobalObjects: false,
    errorHandler: (error) =>
      error instanceof RequestError ? new Response(null, { status: 400 }) : errorResponse(error, randomUUID()),
  });
  return (request, response) => {
    for (const [name, value] of fixedHeaders) response.setHeader(name, value);
    void listener(request, response);
  };
}

/** Without a length announced, the adapter waits a moment for the end of a body before it sends the first piece. */
function unbuffered(response: Response): Response {
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    response.headers.set("transfer-encoding", "chunked");
  }
  return response;
}

function isHandler(value: unknown): value is ApiHandler {
  return typeof value === "function";
}
