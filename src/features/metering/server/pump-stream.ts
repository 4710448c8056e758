import { setTimeout as sleep } from "node:timers/promises";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { usageOfBuckets } from "../usage-buckets";
import type { Meter } from "./meter";
import type { MeteredCall } from "./metered-call";
import { countPart, isOutput, splitHuge } from "./parts";
import { readFailure } from "./provider-failure";
import type { ProviderStream } from "./provider-stream";
import { recordLateUsage } from "./record-late-usage.service";

type Part = LanguageModelV4StreamPart;
type Finish = Extract<Part, { type: "finish" }>;

/** How far a provider may go over its bound, by the local count, before it is stopped: its own tokens may be longer ones. */
const OVERSHOOT_FACTOR = 2;
const OVERSHOOT_TOKENS = 32;

/**
 * Hands a provider's stream on by hand: one part is read when one is asked for. The end of the answer is
 * charged before it is passed on; so is whatever else ends it: an error, an abort, a reader who leaves.
 *
 * @param begun parts that were read while the call was opened.
 */
export function pumpStream(
  meter: Meter,
  call: MeteredCall,
  provider: ProviderStream,
  begun: Part[],
  abortSignal: AbortSignal | undefined,
): ReadableStream<Part> {
  const pump = new Pump(meter, call, provider, begun, abortSignal);
  return new ReadableStream<Part>(
    {
      pull: (controller) => pump.pull(controller),
      cancel: () => pump.leave(),
    },
    { highWaterMark: 0 },
  );
}

class Pump {
  readonly #meter: Meter;
  readonly #call: MeteredCall;
  readonly #provider: ProviderStream;
  readonly #waiting: Part[];
  readonly #abortSignal: AbortSignal | undefined;
  readonly #onAbort: () => void;
  readonly #streamedTools = new Set<string>();
  #reading: Promise<Part | undefined> | undefined;
  #sawError = false;
  /** True once the reader is gone: nothing is passed on any more. */
  #isLeft = false;
  #breaking: Promise<void> | undefined;
  #lastCheckpointAt = performance.now();
  #nextLookAtChars: number;

  constructor(
    meter: Meter,
    call: MeteredCall,
    provider: ProviderStream,
    begun: Part[],
    abortSignal: AbortSignal | undefined,
  ) {
    this.#meter = meter;
    this.#call = call;
    this.#provider = provider;
    this.#waiting = begun;
    this.#abortSignal = abortSignal;
    // No token has less than one character, so that below this nothing need be counted.
    this.#nextLookAtChars = call.hold.maxOutputTokens;
    this.#onAbort = () => void this.#breakOff();
    abortSignal?.addEventListener("abort", this.#onAbort, { once: true });
    call.stopProvider = () => provider.stop();
  }

  async pull(controller: ReadableStreamDefaultController<Part>): Promise<void> {
    try {
      const part = await this.#next();
      if (this.#isLeft) return;
      if (this.#breaking || !this.#call.isOpen) return controller.close();
      if (part === undefined) await this.#endWithoutFinish(controller, undefined);
      else if (part.type === "finish") await this.#finish(controller, part);
      else await this.#pass(controller, part);
    } catch (error) {
      if (this.#isLeft) return;
      if (this.#breaking || this.#abortSignal?.aborted) {
        // With a gate, the charge waits for the reader; the reader must not wait for the charge.
        void this.#breakOff();
        controller.error(error);
      } else {
        await this.#endWithoutFinish(controller, error);
      }
    }
  }

  /** The reader left without a signal. If only the provider's numbers are missing, they are worth a moment's wait. */
  async leave(): Promise<void> {
    this.#isLeft = true;
    if (!this.#call.isOpen) return;
    if (this.#abortSignal?.aborted || this.#meter.gate) return void this.#breakOff();
    const { usageGraceMs } = this.#meter.settings;
    const numbers = this.#readLastNumbers();
    const inTime = await Promise.race([numbers, sleep(usageGraceMs, "late" as const, { ref: false })]);
    if (inTime === "late") void this.#correctLater(numbers);
    else this.#provider.stop();
    const isKnown = inTime !== "late" && inTime !== undefined;
    await this.#meter.close(isKnown ? this.#call.finish(inTime.usage, inTime.finishReason) : this.#call.breakOff());
    this.#release();
  }

  /** The numbers are still outstanding: if they come before long, they correct the estimate. */
  async #correctLater(numbers: Promise<Finish | undefined>): Promise<void> {
    const { lateUsageMs } = this.#meter.settings;
    const finish = await Promise.race([numbers, sleep(lateUsageMs, undefined, { ref: false })]);
    this.#provider.stop();
    const outcome = await this.#call.ended;
    if (finish === undefined || outcome.kind !== "charged") return;
    // An estimate that stays is no harm; the database that is away will not be waited for.
    await recordLateUsage(this.#meter.scope, this.#call.hold.holdId, finish.usage).catch(() => undefined);
  }

  async #pass(controller: ReadableStreamDefaultController<Part>, part: Part): Promise<void> {
    if (part.type === "error") {
      this.#sawError = true;
      const { error } = readFailure(part.error, this.#call.hold.modelId, this.#call.hold.promptTokens);
      return controller.enqueue({ type: "error", error });
    }
    const [first = part, ...rest] = splitHuge(part);
    this.#waiting.unshift(...rest);
    countPart(first, this.#call.received, this.#streamedTools);
    controller.enqueue(first);
    if (this.#call.received.chars >= this.#nextLookAtChars) await this.#stopOvershoot(controller);
    else if (!this.#meter.gate && performance.now() - this.#lastCheckpointAt >= this.#meter.settings.checkpointMs) {
      this.#lastCheckpointAt = performance.now();
      void this.#call.checkpoint();
    }
  }

  /** A provider that does not keep to its bound is stopped: nobody set credits aside for more. */
  async #stopOvershoot(controller: ReadableStreamDefaultController<Part>): Promise<void> {
    const allowed = this.#call.hold.maxOutputTokens * OVERSHOOT_FACTOR + OVERSHOOT_TOKENS;
    const { output, reasoning } = await this.#call.received.tokens();
    if (output + reasoning <= allowed) {
      this.#nextLookAtChars = this.#call.received.chars + Math.ceil(allowed - output - reasoning);
      return;
    }
    this.#provider.stop();
    await this.#finish(controller, {
      type: "finish",
      finishReason: { unified: "length", raw: undefined },
      usage: { inputTokens: noTotals, outputTokens: noOutput },
    });
  }

  async #finish(controller: ReadableStreamDefaultController<Part>, part: Finish): Promise<void> {
    await this.#meter.close(this.#call.finish(part.usage, part.finishReason));
    this.#release();
    controller.enqueue(await this.#withKnownUsage(part));
    controller.close();
    this.#provider.finish();
  }

  /** The connection broke, the provider fell silent, or the stream ended without its ending. */
  async #endWithoutFinish(controller: ReadableStreamDefaultController<Part>, thrown: unknown): Promise<void> {
    this.#provider.stop();
    const reason = { unified: "error", raw: undefined } as const;
    await this.#meter.close(this.#call.finish(undefined, reason));
    this.#release();
    if (!this.#sawError) {
      const cause = thrown ?? new Error("the provider ended its answer without an ending");
      controller.enqueue({
        type: "error",
        error: readFailure(cause, this.#call.hold.modelId, this.#call.hold.promptTokens).error,
      });
    }
    controller.enqueue(
      await this.#withKnownUsage({
        type: "finish",
        finishReason: reason,
        usage: { inputTokens: noTotals, outputTokens: noOutput },
      }),
    );
    controller.close();
  }

  /** What the reader is told was used is what was charged, also where the provider said nothing. */
  async #withKnownUsage(part: Finish): Promise<Finish> {
    const outcome = await this.#call.outcome;
    if (outcome?.kind !== "charged" || outcome.charge.basis === "provider") return part;
    return {
      ...part,
      usage: { ...usageOfBuckets(outcome.charge.tokens), ...(part.usage.raw && { raw: part.usage.raw }) },
    };
  }

  #breakOff(): Promise<void> {
    this.#breaking ??= this.#meter.breakOff(this.#call);
    this.#release();
    this.#provider.stop();
    return this.#breaking;
  }

  /** One read at a time: a reader who leaves in the middle of one gets the same part as the one who asked. */
  async #next(): Promise<Part | undefined> {
    const waiting = this.#waiting.shift();
    if (waiting) return waiting;
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<Part | undefined> {
    try {
      return (await this.#provider.read()).part;
    } finally {
      this.#reading = undefined;
    }
  }

  async #readLastNumbers(): Promise<Finish | undefined> {
    try {
      for (;;) {
        const part = await this.#next();
        if (part === undefined || isOutput(part)) return undefined;
        if (part.type === "finish") return part;
      }
    } catch {
      return undefined;
    }
  }

  #release(): void {
    this.#abortSignal?.removeEventListener("abort", this.#onAbort);
  }
}

const noTotals = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined };
const noOutput = { total: undefined, text: undefined, reasoning: undefined };
