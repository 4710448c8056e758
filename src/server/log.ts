import pino, { type Logger } from "pino";
import { env, secretValues } from "~/env";
import { processName } from "./process-name";
import { currentRequest } from "./request-context";
import { describeError } from "./telemetry/describe-error";

const shared = globalThis as typeof globalThis & { counterpartLog?: Logger };

/**
 * JSON lines on standard output. Each says by itself which process, request, person and organisation it belongs to.
 * Hand it ids, codes and numbers, and an error as `err`; never a header, a body or an environment.
 */
export function log(): Logger {
  shared.counterpartLog ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => ({ process: processName(), ...currentRequest()?.ids }),
    serializers: { err: (error: unknown) => describeError(error, secretValues()) },
  });
  return shared.counterpartLog;
}
