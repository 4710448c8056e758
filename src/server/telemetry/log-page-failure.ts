import { log } from "../log";

const told = new WeakSet<Error>();

/**
 * The one line of the log of a page that could not be drawn.
 * @param where the page's address with names for its variable parts, and which part of it failed.
 */
export function logPageFailure(error: unknown, where: { at: string; method: string; part: string }): void {
  // A layout and its page fail with one and the same error when they have asked for the same thing.
  if (error instanceof Error && told.has(error)) return;
  if (error instanceof Error) told.add(error);
  log().error({ ...where, digest: digestOf(error), err: error }, "page failed");
}

/** The id by which the framework lets people tell of an error whose words they must not see. */
export function digestOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("digest" in error)) return undefined;
  return typeof error.digest === "string" ? error.digest.slice(0, 60) : undefined;
}
