/** Events of one answer, each already JSON, numbered from 1. A batch is what was delivered at once. */
export type EventBatch = { firstSeq: number; events: string[] };

/** What readers of a running answer are given: everything that was delivered, from wherever they left off. */
export class AnswerLog {
  readonly #events: string[] = [];
  readonly #wakers = new Set<() => void>();
  #isEnded = false;

  get size(): number {
    return this.#events.length;
  }

  push(events: readonly string[]): void {
    this.#events.push(...events);
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** Events after number `after`, then whatever comes, until the answer ends or the signal aborts. */
  async *read(after: number, signal: AbortSignal): AsyncGenerator<EventBatch, void> {
    let position = after;
    while (!signal.aborted) {
      if (position < this.#events.length) {
        const events = this.#events.slice(position);
        yield { firstSeq: position + 1, events };
        position += events.length;
      } else if (this.#isEnded) return;
      else await this.#more(signal);
    }
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#wakers.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#wakers.add(wake);
      signal.addEventListener("abort", wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#wakers]) wake();
  }
}
