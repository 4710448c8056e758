import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "~/lib/app-error";
import type { Backend } from "./context";
import { toAppError } from "./database-errors";
import { headResponse } from "./head-response";
import { logFailure } from "./log-failure";
import { observeRoute, routeAddress } from "./observe-route";
import { backend } from "./ports";
import { assertSameOrigin } from "./same-origin";

export type RouteRequest = { request: Request; requestId: string; backend: Backend };

/**
 * Wraps a route handler: an id for the request, the origin check for everything that can change something,
 * and errors as `{ error: { code, details, requestId } }` with their status.
 */
export function route<Params extends object = Record<string, never>>(
  work: (incoming: RouteRequest, params: Params) => Promise<Response>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    const requestId = randomUUID();
    const params = await context.params;
    return observeRoute(request, requestId, routeAddress(request.url, params), async () => {
      try {
        const shared = backend();
        if (request.method !== "GET" && request.method !== "HEAD") {
          assertSameOrigin(request.headers, shared.settings.appUrl);
        }
        const response = await work({ request, requestId, backend: shared }, params);
        response.headers.set("x-request-id", requestId);
        return request.method === "HEAD" ? await headResponse(response) : response;
      } catch (error) {
        return errorResponse(error, requestId);
      }
    });
  };
}

/** The one shape in which routes tell an error, and the one line that the log has of it. 429 and 503 say when to come back. */
export function errorResponse(thrown: unknown, requestId: string): Response {
  const error = toAppError(thrown);
  logFailure(error, { requestId });
  const headers = new Headers({ "x-request-id": requestId, "cache-control": "no-store" });
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds === "number") headers.set("retry-after", String(Math.ceil(retryAfterSeconds)));
  return Response.json(
    { error: { code: error.code, details: error.details, requestId } },
    { status: error.status, headers },
  );
}

/**
 * The body as the schema describes it. Throws `payload_too_large` past the bound (in bytes), `bad_input`
 * with the fields that are wrong otherwise.
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  maxBytes: number,
): Promise<z.output<Schema>> {
  const text = await readBoundedText(request, maxBytes);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  // A rule of our own has no code but its message: `empty`, `control_character`.
  for (const issue of parsed.error.issues)
    fields[issue.path.join(".")] ??= issue.code === "custom" ? issue.message : issue.code;
  throw new AppError("bad_input", "body does not fit", { details: { fields } });
}

/** The body, or `payload_too_large` as soon as it passes the bound (in bytes), announced or not. */
export async function readBoundedText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = new AppError("payload_too_large", "body too large", { details: { maxBytes } });
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > maxBytes) throw tooLarge;
  // Node's parser holds a body to the length it announced; read in one piece it costs a third.
  if (announced !== null && /^\d+$/.test(announced)) {
    const whole = await request.text();
    if (Buffer.byteLength(whole) > maxBytes) throw tooLarge;
    return whole;
  }
  if (request.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("bad_input", "body is not JSON", { cause });
  }
}
