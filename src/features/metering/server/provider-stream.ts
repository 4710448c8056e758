import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from "@ai-sdk/provider";
import { providerStalled } from "../metering.errors";
import type { MeteringSettings } from "../metering-settings";
import { isOutput } from "./parts";
import { StallTimer } from "./stall-timer";

const LONGEST_DRAIN_MS = 1_000;

type ReadResult = { part: LanguageModelV4StreamPart } | { part: undefined };

/** One call of a provider, read part by part; a silent provider is given up. */
export class ProviderStream {
  readonly #aborter = new AbortController();
  readonly #modelId: string;
  readonly #settings: MeteringSettings;
  readonly #timer: StallTimer;
  #reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | undefined;
  #stalled: unknown;
  #result: LanguageModelV4StreamResult | undefined;
  readonly #abortSignal: AbortSignal | undefined;
  readonly #onAbort = () => this.stop();

  constructor(modelId: string, settings: MeteringSettings, abortSignal: AbortSignal | undefined) {
    this.#modelId = modelId;
    this.#settings = settings;
    this.#abortSignal = abortSignal;
    abortSignal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#timer = new StallTimer(settings.stallMs, () => this.#giveUp(settings.stallMs));
  }

  /** What the SDK wants to know of the request and the response beside the stream. */
  get envelope(): Pick<LanguageModelV4StreamResult, "request" | "response"> {
    const { request, response } = this.#result ?? {};
    return { ...(request && { request }), ...(response && { response }) };
  }

  /**
   * Calls the provider and reads up to its first output, or to the end when there is none. Nothing of
   * this was shown to anybody, so that until then the call may be made again.
   */
  async open(model: LanguageModelV4, options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamPart[]> {
    const { firstOutputMs } = this.#settings;
    const deadline = setTimeout(() => this.#giveUp(firstOutputMs), firstOutputMs);
    try {
      // Counted as one read: a provider that does not even answer is as silent as one that stops.
      this.#timer.readBegins();
      this.#result = await this.#orStopped(model.doStream({ ...options, abortSignal: this.#aborter.signal }));
      this.#timer.readEnds();
      this.#reader = this.#result.stream.getReader();
      const begun: LanguageModelV4StreamPart[] = [];
      for (let read = await this.read(); read.part; read = await this.read()) {
        begun.push(read.part);
        if (isOutput(read.part) || read.part.type === "finish" || read.part.type === "error") break;
      }
      return begun;
    } catch (error) {
      throw this.#stalled ?? error;
    } finally {
      clearTimeout(deadline);
    }
  }

  /** The next part, or undefined at the end. Throws what the provider's client throws, or that it stalled. */
  async read(): Promise<ReadResult> {
    if (!this.#reader) return { part: undefined };
    this.#timer.readBegins();
    try {
      const { done, value } = await this.#reader.read();
      if (this.#stalled) throw this.#stalled;
      return { part: done ? undefined : value };
    } catch (error) {
      throw this.#stalled ?? error;
    } finally {
      this.#timer.readEnds();
    }
  }

  /** After the ending: lets the rest of the response arrive, so that its connection can be used again. */
  finish(): void {
    const drain = async () => {
      while ((await this.read()).part);
    };
    const late = setTimeout(() => this.stop(), LONGEST_DRAIN_MS);
    drain()
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(late);
        this.stop();
      });
  }

  /** Ends the request. Harmless to repeat. */
  stop(): void {
    this.#timer.stop();
    this.#abortSignal?.removeEventListener("abort", this.#onAbort);
    this.#aborter.abort();
    this.#reader?.cancel().catch(() => undefined);
  }

  #giveUp(silentMs: number): void {
    this.#stalled = providerStalled(this.#modelId, silentMs);
    this.stop();
  }

  /** A client that does not heed its signal must not keep anybody waiting. */
  async #orStopped<T>(work: PromiseLike<T>): Promise<T> {
    const { signal } = this.#aborter;
    let onAbort: () => void = () => undefined;
    const aborted = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
}
