type Waiting = { start: () => void; timer: NodeJS.Timeout };

/**
 * Runs so much work at once and no more, one piece of a person's at a time. Those who wait come in turn: whoever brings
 * ten pieces holds up their own, and the others by one.
 */
export class FairLine {
  readonly #options: { atOnce: number; maxWaitMs: number; refusal: () => Error };
  /** In the order of turns; whoever had theirs stands last again. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #running = new Set<string>();

  /** @param options.refusal what is thrown at whoever has waited for too long. */
  constructor(options: { atOnce: number; maxWaitMs: number; refusal: () => Error }) {
    this.#options = options;
  }

  async run<T>(person: string, work: () => Promise<T>): Promise<T> {
    await this.#turn(person);
    try {
      return await work();
    } finally {
      this.#running.delete(person);
      this.#next();
    }
  }

  #turn(person: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      const left = (this.#waiting.get(person) ?? []).filter((other) => other !== waiting);
      if (left.length > 0) this.#waiting.set(person, left);
      else this.#waiting.delete(person);
      reject(this.#options.refusal());
    }, this.#options.maxWaitMs);
    const waiting: Waiting = { start: resolve, timer };
    this.#waiting.set(person, [...(this.#waiting.get(person) ?? []), waiting]);
    this.#next();
    return promise;
  }

  #next(): void {
    for (const [person, [first, ...others]] of this.#waiting) {
      if (this.#running.size >= this.#options.atOnce) return;
      if (first === undefined || this.#running.has(person)) continue;
      this.#waiting.delete(person);
      this.#running.add(person);
      clearTimeout(first.timer);
      first.start();
      if (others.length > 0) this.#waiting.set(person, others);
    }
  }
}
