import { secretValues } from "~/env";
import { scrubText } from "~/lib/scrub-text";

const deepest = 3;

/**
 * What is wrong, for whoever runs the platform: the error and what caused it, without any secret. Every error that is
 * kept or shown outside the log goes through here.
 * @param maxLength in characters.
 */
export function problemOf(error: unknown, maxLength = 400): string {
  const messages: string[] = [];
  let current = error;
  for (let depth = 0; depth < deepest && current instanceof Error; depth += 1, current = current.cause) {
    const message = current.message || ("code" in current ? String(current.code) : current.name);
    if (!messages.some((known) => known.includes(message))) messages.push(message);
  }
  return scrubText(messages.join(": ") || "something that is no error was thrown", secretValues(), maxLength);
}
