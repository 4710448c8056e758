import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** `memory`: it took more than it may. `time`: the same of time. `broken`: it ended without an answer. */
export class ConfinedFailure extends Error {
  readonly reason: "memory" | "time" | "broken";

  constructor(reason: "memory" | "time" | "broken") {
    super(`a confined program failed: ${reason}`);
    this.name = "ConfinedFailure";
    this.reason = reason;
  }
}

export type ConfinedLimits = {
  timeoutMs: number;
  /** Of the whole process, its own 60 MB or so included. */
  memoryBytes: number;
};

/** No answer is longer, in bytes. */
const longestAnswer = 32 * 1024 * 1024;

/**
 * Runs a program of ours on bytes that may be made to harm it, in a process of its own: it has nothing of the
 * configuration, and is ended when it takes too long or too much memory, of which only its own counts.
 * @param program text that defines `async function work(bytes, given)`; what that returns must survive JSON.
 * @param given for the program, survives JSON too.
 * @returns what `work` returned; to be checked by the caller. Throws ConfinedFailure.
 */
export async function runConfined(
  program: string,
  input: { bytes: Uint8Array | Readable; given: unknown },
  limits: ConfinedLimits,
): Promise<unknown> {
  const code = wrapped(program, input.given, limits.memoryBytes);
  const child = spawn(process.execPath, ["--max-old-space-size=256", "-e", code], {
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
  });
  let failure: ConfinedFailure["reason"] | null = null;
  const end = (reason: ConfinedFailure["reason"]) => {
    failure ??= reason;
    child.kill("SIGKILL");
  };
  const timeout = setTimeout(() => end("time"), limits.timeoutMs);
  const answer: Buffer[] = [];
  let length = 0;
  child.stdout.on("data", (part: Buffer) => {
    answer.push(part);
    length += part.length;
    if (length > longestAnswer) end("broken");
  });
  const { promise: ended, resolve, reject } = Promise.withResolvers<{ code: number | null }>();
  child.once("error", reject);
  child.once("close", (exitCode) => resolve({ code: exitCode }));
  const body = input.bytes instanceof Uint8Array ? Readable.from([input.bytes]) : input.bytes;
  // One that ends early reads no further; how it ended says the exit.
  const sent = pipeline(body, child.stdin).catch(() => undefined);
  try {
    const [exit] = await Promise.all([ended, sent]);
    if (failure !== null) throw new ConfinedFailure(failure);
    // Whoever else ends it by force, its own watch, V8 or the system, does so for its memory.
    if (exit.code === null || exit.code === 134) throw new ConfinedFailure("memory");
    if (exit.code !== 0) throw new ConfinedFailure("broken");
    return JSON.parse(Buffer.concat(answer).toString("utf8"));
  } finally {
    clearTimeout(timeout);
  }
}

/** A second thread looks at the memory, since the first one may be kept busy. What libraries print is nobody's business. */
function wrapped(program: string, given: unknown, memoryBytes: number): string {
  const watch = `setInterval(() => { if (process.memoryUsage.rss() > ${memoryBytes}) process.kill(process.pid, "SIGKILL"); }, 10);`;
  return `
const { Worker } = require("node:worker_threads");
new Worker(${JSON.stringify(watch)}, { eval: true }).unref();
for (const name of ["log", "info", "warn", "error", "debug"]) console[name] = () => {};
${program}
(async () => {
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  const told = await work(new Uint8Array(Buffer.concat(parts)), ${JSON.stringify(given)});
  process.stdout.write(JSON.stringify(told), () => process.exit(0));
})().catch(() => process.exit(3));
`;
}
