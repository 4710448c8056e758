/** Watches one reader: rings when a single read takes too long. One timer for the whole stream, not one a chunk. */
export class StallTimer {
  readonly #limitMs: number;
  readonly #onStall: () => void;
  #timer: NodeJS.Timeout | undefined;
  #readingSince: number | undefined;

  constructor(limitMs: number, onStall: () => void) {
    this.#limitMs = limitMs;
    this.#onStall = onStall;
  }

  readBegins(): void {
    this.#readingSince = performance.now();
    this.#timer ??= setTimeout(() => this.#check(), this.#limitMs);
  }

  readEnds(): void {
    this.#readingSince = undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#readingSince = undefined;
  }

  #check(): void {
    this.#timer = undefined;
    // A reader that takes its time is no fault of the provider: the clock runs while something is awaited.
    if (this.#readingSince === undefined) return;
    const left = this.#limitMs - (performance.now() - this.#readingSince);
    if (left <= 0) this.#onStall();
    else this.#timer = setTimeout(() => this.#check(), left);
  }
}
