/** How long a reader may take nothing, and how often it is asked whether they may read on. */
export type ReadingLimits = { stallMs: number; recheckMs: number };

/**
 * Hands on what a reader takes. Whoever takes nothing for too long holds up others, and whoever has lost the right since
 * is to read no more: both end it, and what they have is cut off.
 */
export class TakenInTime implements AsyncIterableIterator<Uint8Array, void> {
  readonly #pieces: AsyncGenerator<Uint8Array, void>;
  readonly #limits: ReadingLimits;
  readonly #mayReadOn: () => Promise<void>;
  readonly #onEnd: () => void;
  #checkedAt = performance.now();
  #patience: NodeJS.Timeout | undefined;
  #isLate = false;

  /**
   * @param mayReadOn throws where they may not.
   * @param onEnd called however it ends, also where nothing was taken yet. May be called again.
   */
  constructor(
    pieces: AsyncGenerator<Uint8Array, void>,
    limits: ReadingLimits,
    mayReadOn: () => Promise<void>,
    onEnd: () => void,
  ) {
    this.#pieces = pieces;
    this.#limits = limits;
    this.#mayReadOn = mayReadOn;
    this.#onEnd = onEnd;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, void>> {
    clearTimeout(this.#patience);
    try {
      if (this.#isLate) throw new Error("the reader took nothing for too long");
      await this.#recheck();
      const next = await this.#pieces.next();
      if (next.done) this.#onEnd();
      else this.#patience = setTimeout(() => this.#giveUp(), this.#limits.stallMs);
      return next;
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Uint8Array, void>> {
    clearTimeout(this.#patience);
    try {
      await this.#pieces.return();
    } finally {
      this.#onEnd();
    }
    return { done: true, value: undefined };
  }

  async #recheck(): Promise<void> {
    const now = performance.now();
    if (now - this.#checkedAt < this.#limits.recheckMs) return;
    await this.#mayReadOn();
    this.#checkedAt = now;
  }

  #giveUp(): void {
    this.#isLate = true;
    this.return().catch(() => undefined);
  }
}
