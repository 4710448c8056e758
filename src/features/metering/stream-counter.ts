import { countTokens, cutPoint } from "~/adapters/models/tokenizer";

export type OutputTokens = { output: number; reasoning: number };

/** The open end of a text is kept at least this long, so that a token that is still growing is counted whole. */
const TAIL_CHARS = 64;
const SLICE_CHARS = 6_000;

/**
 * Counts the tokens of an answer that is still being written. Adding is free; counting looks at what is
 * new and at the open end alone, in slices between which the event loop turns.
 */
export class StreamCounter {
  readonly #texts = { output: new OpenText(), reasoning: new OpenText() };
  #counting: Promise<unknown> = Promise.resolve();
  #chars = 0;

  add(kind: keyof OutputTokens, text: string): void {
    this.#texts[kind].append(text);
    this.#chars += text.length;
  }

  /** Everything added so far, in UTF-16 units. */
  get chars(): number {
    return this.#chars;
  }

  /** The exact number of tokens of everything added before the call. */
  tokens(): Promise<OutputTokens> {
    const counted = this.#counting.then(async () => ({
      output: await this.#texts.output.count(),
      reasoning: await this.#texts.reasoning.count(),
    }));
    this.#counting = counted.catch(() => undefined);
    return counted;
  }
}

class OpenText {
  #closedTokens = 0;
  #tail = "";
  #tailTokens: number | undefined = 0;

  append(text: string): void {
    if (text === "") return;
    this.#tail += text;
    this.#tailTokens = undefined;
  }

  async count(): Promise<number> {
    while (this.#tail.length > SLICE_CHARS) {
      this.#close(SLICE_CHARS);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (this.#tail.length > TAIL_CHARS * 8) this.#close(this.#tail.length - TAIL_CHARS);
    this.#tailTokens ??= countTokens(this.#tail);
    return this.#closedTokens + this.#tailTokens;
  }

  #close(chars: number): void {
    const cut = cutPoint(this.#tail, 0, chars);
    this.#closedTokens += countTokens(this.#tail.slice(0, cut));
    this.#tail = this.#tail.slice(cut);
    this.#tailTokens = undefined;
  }
}
