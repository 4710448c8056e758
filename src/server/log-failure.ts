import type { AppError } from "~/lib/app-error";
import { log } from "./log";

/**
 * The one line that the log has of a failed request or procedure: what we could not do as an error with its
 * cause, what we would not do as information.
 * @param ids what a line outside a request cannot know by itself.
 */
export function logFailure(error: AppError, ids: { requestId: string; path?: string; ms?: number }): void {
  const { code, status } = error;
  if (status >= 500) log().error({ ...ids, code, status, err: error.cause ?? error }, "request failed");
  else log().info({ ...ids, code, status }, "request refused");
}
