import { secretValues } from "~/env";
import { maskQuoted, scrubText } from "~/lib/scrub-text";
import { log } from "../log";

/**
 * Makes lines of the log of what frameworks and packages print as warnings and errors: by themselves they print
 * errors whole, with statements, requests and whatever else a driver hangs on them.
 */
export function consoleToLog(): void {
  console.error = (...said: unknown[]) => log().error(told(said), "printed");
  console.warn = (...said: unknown[]) => log().warn(told(said), "printed");
}

function told(said: readonly unknown[]): { said?: string; err?: Error } {
  const err = said.find((part) => part instanceof Error);
  const words = said.filter((part) => typeof part === "string").join(" ");
  return {
    ...(words === "" ? {} : { said: scrubText(maskQuoted(words), secretValues()) }),
    ...(err === undefined ? {} : { err }),
  };
}
