import { secretValues } from "~/env";
import { maskQuoted, scrubText } from "~/lib/scrub-text";
import { log } from "../log";
import { digestOf } from "./log-page-failure";

type Told = { said?: string; err?: Error };

/**
 * Makes lines of the log of what frameworks and packages print: by themselves they print errors whole, with
 * statements, requests and whatever else a driver hangs on them, and no line of theirs is JSON.
 */
export function consoleToLog(): void {
  console.error = (...said: unknown[]) => print("error", said);
  console.warn = (...said: unknown[]) => print("warn", said);
  // The runtime would print its own as text.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log().warn({ err: warning }, "printed"));
  for (const level of ["log", "info", "debug"] as const) console[level] = (...said: unknown[]) => print("info", said);
}

function print(level: "error" | "warn" | "info", said: readonly unknown[]): void {
  const err = said.find((part) => part instanceof Error);
  // The framework has given it an id, and tells it with its page as well: that is its line.
  if (digestOf(err) !== undefined) return;
  const told = tell(said, err);
  if (Object.keys(told).length > 0) log()[level](told, "printed");
}

function tell(said: readonly unknown[], err: Error | undefined): Told {
  const words = said.filter((part) => typeof part === "string").join(" ");
  return {
    ...(words.trim() === "" ? {} : { said: scrubText(maskQuoted(words), secretValues()) }),
    ...(err === undefined ? {} : { err }),
  };
}
