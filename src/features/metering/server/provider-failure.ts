import { APICallError } from "@ai-sdk/provider";
import { AppError } from "~/lib/app-error";
import { contextTooLong, modelUnavailable } from "../metering.errors";

/** What went wrong at a provider, and whether asking again may help. */
export type ProviderFailure = {
  error: AppError;
  isRetryable: boolean;
  /** What the provider asked for; undefined when it asked for nothing. */
  retryAfterMs: number | undefined;
};

const TOO_LONG =
  /context[_ ]length|maximum context|prompt is too long|too many tokens|input token count.*exceeds|exceeds the (?:context|model)/i;

/** Sorts whatever a provider's client throws into the errors that readers are told about. */
export function readFailure(thrown: unknown, modelId: string, inputTokens: number): ProviderFailure {
  if (thrown instanceof AppError) return { error: thrown, isRetryable: false, retryAfterMs: undefined };
  const { statusCode, retryable, message, headers } = describe(thrown);
  const retryAfterMs = retryAfter(headers);
  const details = { modelId, ...(statusCode !== undefined && { providerStatus: statusCode }) };
  if (TOO_LONG.test(message)) {
    return { error: contextTooLong(modelId, inputTokens, thrown), isRetryable: false, retryAfterMs };
  }
  if (statusCode === 429) {
    const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1_000);
    const error = new AppError("provider_rate_limited", "the provider limits its rate", {
      details: { ...details, ...(seconds !== undefined && { retryAfterSeconds: seconds }) },
      cause: thrown,
    });
    return { error, isRetryable: true, retryAfterMs };
  }
  // Overloaded, not reachable, no such model, a key that it does not take: not a fault of the request.
  const isAway = statusCode === undefined ? retryable : [401, 403, 404, 503, 529].includes(statusCode);
  const error = isAway
    ? modelUnavailable(modelId, thrown)
    : new AppError("provider_error", "the provider failed", { details, cause: thrown });
  return { error, isRetryable: retryable, retryAfterMs };
}

function describe(thrown: unknown): {
  statusCode: number | undefined;
  retryable: boolean;
  message: string;
  headers: Record<string, string>;
} {
  if (APICallError.isInstance(thrown)) {
    const message = `${thrown.message} ${thrown.responseBody?.slice(0, 2_000) ?? ""}`;
    return {
      statusCode: thrown.statusCode,
      retryable: thrown.isRetryable,
      message,
      headers: thrown.responseHeaders ?? {},
    };
  }
  // Errors inside a stream are plain objects or errors with the same fields.
  const fields: Record<string, unknown> = typeof thrown === "object" && thrown !== null ? { ...thrown } : {};
  return {
    statusCode: typeof fields.statusCode === "number" ? fields.statusCode : undefined,
    retryable: fields.isRetryable === true,
    message: thrown instanceof Error ? thrown.message : String(fields.message ?? thrown),
    headers: {},
  };
}

/** Milliseconds from `retry-after-ms`, or from `retry-after` in seconds or as a date. */
function retryAfter(headers: Record<string, string>): number | undefined {
  const exact = Number.parseFloat(headers["retry-after-ms"] ?? "");
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const given = headers["retry-after"];
  if (given === undefined) return undefined;
  const seconds = Number.parseFloat(given);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(given) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
