import { maskQuoted, scrubText } from "~/lib/scrub-text";

/** An error as a line of the log tells it. */
export type DescribedError = {
  type: string;
  message: string;
  code?: string;
  /** Where it came from: places in our code and in packages, without the message. */
  stack?: string;
  cause?: DescribedError;
};

const deepest = 4;
const frames = 12;

/**
 * What may be kept of an error. Its own fields are left out: drivers and vendors put statements, requests and
 * whole answers there. Its message is kept without secrets, and without what it quotes, since that may be
 * anything that a person sent; only PostgreSQL's complaints about its own objects and the language's about ours
 * keep their names.
 */
export function describeError(error: unknown, secrets: readonly string[], depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "something that is no error was thrown" };
  const code = "code" in error && typeof error.code === "string" ? error.code.slice(0, 40) : undefined;
  const described: DescribedError = { type: error.name, message: messageOf(error, code, secrets) };
  if (code !== undefined) described.code = code;
  const stack = stackOf(error);
  if (stack !== "") described.stack = stack;
  if (error.cause !== undefined && depth < deepest) described.cause = describeError(error.cause, secrets, depth + 1);
  return described;
}

function messageOf(error: Error, code: string | undefined, secrets: readonly string[]): string {
  const { name, message } = error;
  // Messages of validation are made of what was validated.
  if (/zod/i.test(name)) return "does not fit its schema";
  if (name === "PrismaClientValidationError") return "Prisma refused the arguments of a query";
  const named = name === "TypeError" || name === "ReferenceError" || namesItsOwn(code ?? codeWithin(message));
  return scrubText(named ? message : maskQuoted(message), secrets);
}

/** Classes of SQLSTATE whose messages quote names of tables, columns and constraints, never values. */
function namesItsOwn(code: string | undefined): boolean {
  return code !== undefined && /^(?:08|23|25|28|3D|40|42|53|55|57|CP|XX)[0-9A-Z]{3}$/.test(code);
}

/** Prisma wraps what PostgreSQL said: "Code: `42P01`". */
function codeWithin(message: string): string | undefined {
  return /Code: `([0-9A-Z]{5})`/.exec(message)?.[1];
}

function stackOf(error: Error): string {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return lines
    .slice(0, frames)
    .map((line) => line.trim())
    .join("\n");
}
