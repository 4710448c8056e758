import pino, { type Logger } from "pino";
import { env } from "~/env";

let logger: Logger | undefined;

/** JSON lines on standard output. Hand it ids, codes and numbers; never a header, a body or an environment. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
  return logger;
}
