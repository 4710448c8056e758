import type { TRPCError } from "@trpc/server";
import { AppError } from "~/lib/app-error";
import { toAppError } from "../database-errors";
import { log } from "../log";
import { logFailure } from "../log-failure";
import { inRequest, type RequestIds } from "../request-context";
import { meters } from "../telemetry/metrics";
import { traced } from "../telemetry/tracing";

const told = new WeakSet<TRPCError>();

/** What ends before any procedure begins (no such procedure, a batch too large) has its line too. */
export function logUnobserved(error: TRPCError, requestId: string): void {
  if (!told.has(error)) logFailure(failureOf(error), { requestId });
}

type Asked = { ids: RequestIds; path: string; type: string };
type Result = { ok: true } | { ok: false; error: TRPCError };

/** Runs a procedure so that it is counted, timed and traced, and its failure is one line of the log. */
export function observeProcedure<T extends Result>(asked: Asked, work: () => Promise<T>): Promise<T> {
  const { ids, path, type } = asked;
  // A page asks for several procedures without a route around them.
  return inRequest(ids, () =>
    traced(path, "internal", { "rpc.method": path, "rpc.type": type }, async (span) => {
      const startedAt = performance.now();
      const result = await work();
      const ms = performance.now() - startedAt;
      if (result.ok) {
        meters()?.procedure(path, type, "ok", ms / 1_000);
        log().debug({ path, type, ms: Math.round(ms * 10) / 10 }, "procedure");
        return result;
      }
      told.add(result.error);
      const error = failureOf(result.error);
      meters()?.procedure(path, type, error.code, ms / 1_000);
      if (error.status >= 500) span?.fail(error.code);
      logFailure(error, { requestId: ids.requestId, path, ms: Math.round(ms * 10) / 10 });
      return result;
    }),
  );
}

/** What a failed procedure is answered with: errors of services, and tRPC's own about an input that does not fit. */
export function failureOf({ code, cause }: TRPCError): AppError {
  if (cause instanceof AppError) return cause;
  if (code === "INTERNAL_SERVER_ERROR") return toAppError(cause);
  if (code === "NOT_FOUND") return new AppError("not_found", "no such procedure", { cause });
  if (code === "PAYLOAD_TOO_LARGE") return new AppError("payload_too_large", "tRPC refused the body", { cause });
  if (code === "BAD_REQUEST" || code === "PARSE_ERROR" || code === "METHOD_NOT_SUPPORTED") {
    return new AppError("bad_input", "the input does not fit", { cause });
  }
  return new AppError("internal", `tRPC answered ${code}`, { cause });
}
