import { log } from "../log";

const shared = globalThis as typeof globalThis & { counterpartToldErrors?: WeakSet<Error> };
shared.counterpartToldErrors ??= new WeakSet();
const told = shared.counterpartToldErrors;

/**
 * The one line of the log of a page that could not be drawn.
 * @param where the page's address with names for its variable parts, and which part of it failed.
 */
export function logPageFailure(error: unknown, where: { at: string; method: string; part: string }): void {
  if (error instanceof Error) told.add(error);
  log().error({ ...where, digest: digestOf(error), err: error }, "page failed");
}

/** Whether the framework only repeats what has its line already. */
export function isToldAlready(error: Error | undefined): boolean {
  return error !== undefined && told.has(error);
}

/** The id by which the framework lets people tell of an error whose words they must not see. */
export function digestOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("digest" in error)) return undefined;
  return typeof error.digest === "string" ? error.digest.slice(0, 60) : undefined;
}
