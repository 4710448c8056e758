import { log } from "./log";
import { addressOf } from "./request-address";
import { inRequest } from "./request-context";
import { meters } from "./telemetry/metrics";
import { traced } from "./telemetry/tracing";

/**
 * Runs a route's work so that whatever it logs says which request it is, and counts, times and traces it.
 * @param at the address as `routeAddress` tells it.
 */
export async function observeRoute(
  request: Request,
  requestId: string,
  at: string,
  work: () => Promise<Response>,
): Promise<Response> {
  const { method } = request;
  const startedAt = performance.now();
  const asked = () =>
    traced(
      `${method} ${at}`,
      "server",
      { "http.request.method": method, "http.route": at, "counterpart.request_id": requestId },
      async (span) => {
        const response = await work();
        const ms = performance.now() - startedAt;
        meters()?.route(at, method, response.status, ms / 1_000);
        span?.set({ "http.response.status_code": response.status });
        if (response.status >= 500) span?.fail(String(response.status));
        log().debug({ method, status: response.status, ms: Math.round(ms * 10) / 10 }, "request");
        return response;
      },
      request.headers.get("traceparent"),
    );
  return inRequest({ requestId, at }, asked, addressOf(request.headers));
}

/**
 * The address with `[name]` for each variable part, so that there are as many as routes: `/api/chat/[messageId]/stop`.
 * @param params as the framework gives them: Next gives none at all where a route has none.
 */
export function routeAddress(url: string, params: object | undefined): string {
  const { pathname } = new URL(url);
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(params ?? {})) {
    const parts = typeof value === "string" ? value.split("/") : Array.isArray(value) ? value.map(String) : [];
    for (const part of parts) names.set(part, `[${name}]`);
  }
  if (names.size === 0) return pathname;
  return pathname
    .split("/")
    .map((part) => names.get(decoded(part)) ?? part)
    .join("/");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
