import { randomUUID } from "node:crypto";
import { arriveByKey, type KeyRate } from "~/features/keys/server/enter-by-key.service";
import type { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { toAppError } from "~/server/database-errors";
import { logFailure } from "~/server/log-failure";
import { observeRoute, routeAddress } from "~/server/observe-route";
import { assertCan, type Permission } from "~/server/permissions";
import { backend } from "~/server/ports";
import { v1ErrorOf } from "../v1-error";

export type V1Request = { request: Request; requestId: string; scope: OrgScope };

/**
 * A route of the public API. Who asks is told by a key as bearer and by nothing else: cookies are not looked at, so no
 * other site's page can send them along, and there is nothing to check of where a request comes from. Errors are in
 * OpenAI's shape, and every answer to a key says how many requests it has left.
 *
 * @param permission what the key must open; null is any key that works.
 */
export function v1Route<Params extends object = Record<string, never>>(
  permission: Permission | null,
  work: (incoming: V1Request, params: Params) => Promise<Response>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    const requestId = randomUUID();
    const params = await context.params;
    return observeRoute(request, requestId, routeAddress(request.url, params), async () => {
      let rate: KeyRate | null = null;
      try {
        const arrival = await arriveByKey(backend(), request.headers, requestId);
        rate = arrival.rate;
        const scope = arrival.scope();
        if (permission !== null) assertCan(scope, permission);
        const response = await work({ request, requestId, scope }, params);
        return withHeaders(response, requestId, rate);
      } catch (error) {
        // Nobody is there to be told, and it is no failure of ours.
        if (request.signal.aborted) return new Response(null, { status: 499 });
        return withHeaders(v1ErrorResponse(toAppError(error), requestId), requestId, rate);
      }
    });
  };
}

/** A public answer of the API that needs no key. */
export function v1Open(work: (requestId: string) => Promise<Response>): (request: Request) => Promise<Response> {
  return (request) => {
    const requestId = randomUUID();
    return observeRoute(request, requestId, routeAddress(request.url, {}), async () => {
      try {
        return withHeaders(await work(requestId), requestId, null);
      } catch (error) {
        return v1ErrorResponse(toAppError(error), requestId);
      }
    });
  };
}

function v1ErrorResponse(error: AppError, requestId: string): Response {
  logFailure(error, { requestId });
  const { status, body } = v1ErrorOf(error);
  const headers = new Headers({ "x-request-id": requestId, "cache-control": "no-store" });
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds === "number") headers.set("retry-after", String(Math.ceil(retryAfterSeconds)));
  else if (status === 503) headers.set("retry-after", "2");
  if (status === 401) headers.set("www-authenticate", "Bearer");
  // OpenAI's clients try a conflict again by themselves, which would only conflict again.
  if (status === 409) headers.set("x-should-retry", "false");
  return Response.json(body, { status, headers });
}

function withHeaders(response: Response, requestId: string, rate: KeyRate | null): Response {
  const { headers } = response;
  headers.set("x-request-id", requestId);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  if (rate !== null) {
    const seconds = Math.max(0, Math.ceil((rate.resetsAt.getTime() - Date.now()) / 1_000));
    headers.set("x-ratelimit-limit-requests", String(rate.allowed));
    headers.set("x-ratelimit-remaining-requests", String(Math.max(0, rate.allowed - rate.used)));
    headers.set("x-ratelimit-reset-requests", `${seconds}s`);
  }
  return response;
}
