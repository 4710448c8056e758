import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { log } from "~/server/log";
import { problemOf } from "~/server/problem-of";
import { deletePortHealthExcept, type PortAnswer, savePortHealth } from "./port-health.repository";
import { type PortAtWork, portsAtWork } from "./ports-at-work";

/** A vendor that has not answered by then does not answer. */
const longestMs = 5_000;

const running = new WeakMap<Backend, Promise<PortAnswer[]>>();

/**
 * Asks every adapter at once whether it answers, and keeps what was found. Whoever asks while it is asked waits for
 * the same answer.
 */
export function probePorts(backend: Backend, patienceMs = longestMs): Promise<PortAnswer[]> {
  const known = running.get(backend);
  if (known !== undefined) return known;
  const asking = probeAll(backend, patienceMs).finally(() => running.delete(backend));
  running.set(backend, asking);
  return asking;
}

async function probeAll(backend: Backend, patienceMs: number): Promise<PortAnswer[]> {
  const startedAt = new Date();
  const asked = portsAtWork(backend).filter(({ isOff }) => !isOff);
  const answers = await Promise.all(asked.map((at) => probeOne(at, patienceMs)));
  await inPlatform(backend.database, async (db) => {
    await savePortHealth(db, answers, startedAt);
    await deletePortHealthExcept(db, answers);
  }).catch((error: unknown) => {
    // Where the database is what fails, that is told, if not kept.
    log().warn({ err: error }, "what the ports answered could not be kept");
  });
  return answers;
}

async function probeOne({ port, adapter, probe }: PortAtWork, patienceMs: number): Promise<PortAnswer> {
  const startedAt = performance.now();
  const problem = await withinPatience(probe, patienceMs).then(() => null, problemOf);
  return { port, adapter, latencyMs: Math.round(performance.now() - startedAt), problem };
}

function withinPatience(work: () => Promise<unknown>, patienceMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patienceMs / 1_000} seconds`)), patienceMs);
  });
  // A probe that throws before it returns a promise is one that failed.
  const asked = Promise.resolve().then(work);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
