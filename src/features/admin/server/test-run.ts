import { problemOf } from "~/server/problem-of";
import type { TestStep } from "../port-names";

export type StepResult = {
  step: TestStep;
  ok: boolean;
  ms: number;
  /** A name or a figure that the step brought, or what is wrong. */
  detail: string | null;
};

/** The steps of one test, in order; after one that fails nothing more is done. */
export class TestRun {
  readonly steps: StepResult[] = [];
  readonly #signal: AbortSignal;
  #hasFailed = false;

  /** @param signal ends the step that is at it; what follows is not begun. */
  constructor(signal: AbortSignal = new AbortController().signal) {
    this.#signal = signal;
  }

  get ok(): boolean {
    return !this.#hasFailed;
  }

  /** @param work returns what is worth showing, or nothing. Given up after `patienceMs`, and told to stop. */
  async step(
    step: TestStep,
    patienceMs: number,
    work: (signal: AbortSignal) => Promise<string | undefined>,
  ): Promise<void> {
    if (this.#hasFailed) return;
    const startedAt = performance.now();
    const took = () => Math.round(performance.now() - startedAt);
    try {
      const detail = await bounded(patienceMs, this.#signal, work);
      this.steps.push({ step, ok: true, ms: took(), detail: detail ?? null });
    } catch (error) {
      this.#hasFailed = true;
      this.steps.push({ step, ok: false, ms: took(), detail: problemOf(error) });
    }
  }
}

async function bounded<T>(
  patienceMs: number,
  stopped: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const aborter = new AbortController();
  const { promise: given, reject } = Promise.withResolvers<never>();
  const giveUp = (why: string) => {
    reject(new Error(why));
    aborter.abort();
  };
  const stop = () => giveUp("stopped by whoever asked for it");
  const timer = setTimeout(() => giveUp(`no result in ${Math.round(patienceMs / 1_000)} seconds`), patienceMs);
  stopped.addEventListener("abort", stop, { once: true });
  if (stopped.aborted) stop();
  try {
    return await Promise.race([Promise.resolve(aborter.signal).then(work), given]);
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener("abort", stop);
  }
}
