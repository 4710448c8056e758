import type { UIMessageChunk } from "ai";
import { checkpointCall } from "~/features/ledger/server/checkpoint-hold.service";
import { AppError } from "~/lib/app-error";
import { StreamCounter } from "../stream-counter";
import type { Meter } from "./meter";
import type { MeteredCall } from "./metered-call";

/** A ledger statement with one row and one column, `code`: `ok` or `closed`. Its parameters are $1 to $8. */
export type CheckpointStatement = { text: string; values: unknown[] };

export type GateOptions<Chunk extends UIMessageChunk> = {
  /**
   * Writes chunks to the journal and, where there is a checkpoint, the checkpoint in the same statement
   * (`WITH checkpoint AS (<text>) INSERT ... FROM checkpoint WHERE code = 'ok'`). Must be harmless to
   * repeat: a connection may break after the commit. `closed`: the checkpoint said so, nothing was written.
   */
  write(chunks: readonly Chunk[], checkpoint: CheckpointStatement | undefined): Promise<"ok" | "closed">;
  /** Shows written chunks to readers. */
  publish(chunks: readonly Chunk[]): void;
  /** Least time between two writes; chunks that come meanwhile go together. The first one is never delayed. */
  intervalMs?: number;
  /** How long a write is tried again while the database is away. */
  retryForMs?: number;
};

const DEFAULT_INTERVAL_MS = 40;
const DEFAULT_RETRY_FOR_MS = 10_000;
/** From so many waiting chunks on, `deliver` asks the caller to wait. */
const MOST_WAITING = 1_000;

/**
 * Between the answer and its readers: nothing is shown before it is written down together with the tokens
 * it took, so that however the process ends, what readers have seen is charged, and no more than that.
 *
 * ```ts
 * const { model, meter } = meteredModel(scope, { ... });
 * const gate = openDeliveryGate(meter, { write, publish });
 * try {
 *   for await (const chunk of streamText({ model, ... }).toUIMessageStream()) await gate.deliver(chunk);
 * } finally {
 *   await gate.close(); // then what was stopped is charged; meter.charges is complete
 * }
 * ```
 */
export function openDeliveryGate<Chunk extends UIMessageChunk>(
  meter: Meter,
  options: GateOptions<Chunk>,
): DeliveryGate<Chunk> {
  const gate = new DeliveryGate(meter, options);
  meter.gate = gate;
  return gate;
}

export class DeliveryGate<Chunk extends UIMessageChunk = UIMessageChunk> {
  readonly #meter: Meter;
  readonly #options: GateOptions<Chunk>;
  #waiting: Chunk[] = [];
  #writing: Promise<void> | undefined;
  #failure: unknown;
  #isEnding = false;
  #hasBegun = false;
  #begin: () => void = () => undefined;
  readonly #begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });
  #hurry: () => void = () => undefined;
  #steps = 0;
  #counters = new Map<MeteredCall, StreamCounter>();
  #toolInputs = new Set<string>();
  #close: () => void = () => undefined;
  /** Resolves when nothing more will be delivered. */
  readonly closed = new Promise<void>((resolve) => {
    this.#close = resolve;
  });

  constructor(meter: Meter, options: GateOptions<Chunk>) {
    this.#meter = meter;
    this.#options = options;
  }

  /**
   * Takes a chunk for delivery. Returns at once, or a promise where it is better to wait for it: until the
   * first word is shown, so that a fast model does not keep it from its readers, and when readers and
   * journal have fallen behind.
   */
  deliver(chunk: Chunk): Promise<void> | undefined {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#waiting.push(chunk);
    this.#writing ??= this.#writeAll();
    if (!this.#hasBegun && isDelta(chunk)) return this.#begun;
    return this.#waiting.length < MOST_WAITING ? undefined : this.#writing;
  }

  /** Resolves when everything delivered so far is written and shown; rejects when that is not possible. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Ends delivery: writes the rest, then lets a stopped call be charged for exactly what was shown. Never throws. */
  async close(): Promise<void> {
    this.#isEnding = true;
    this.#hurry();
    await this.#writing;
    this.#close();
    await this.#meter.settled();
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && this.#failure === undefined) {
        const startedAt = performance.now();
        const chunks = this.#waiting;
        this.#waiting = [];
        await this.#writeBatch(chunks);
        const pause = (this.#options.intervalMs ?? DEFAULT_INTERVAL_MS) - (performance.now() - startedAt);
        // What comes within the interval shares a write. Framing alone is not waited for: the first word goes at once.
        if (pause > 0 && !this.#isEnding && chunks.some(isDelta)) await this.#rest(pause);
      }
    } catch (error) {
      this.#failure = error;
      this.#waiting = [];
      this.#begin();
    } finally {
      this.#writing = undefined;
    }
  }

  /** Waits out the interval, or less where delivery ends: the end of an answer is not held back. */
  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #writeBatch(chunks: readonly Chunk[]): Promise<void> {
    const call = this.#account(chunks);
    const counter = call === undefined ? undefined : this.#counters.get(call);
    const output = counter ? await counter.tokens() : undefined;
    // Until its charge is in the database, a call needs the checkpoint: the process may end before that.
    const needsCheckpoint =
      call !== undefined && !call.isCharged && output !== undefined && output.output + output.reasoning > 0;
    const { orgId } = this.#meter.scope;
    const checkpoint = needsCheckpoint
      ? checkpointCall(orgId, call.hold.holdId, call.estimate(output), call.ttlSeconds)
      : undefined;
    let state = await this.#insistOn(() => this.#options.write(chunks, checkpoint));
    // The call may have been charged while the write was on its way; then its charge covers these chunks.
    if (state === "closed" && (await call?.outcome)?.kind === "charged") {
      state = await this.#insistOn(() => this.#options.write(chunks, undefined));
    }
    if (state === "closed")
      throw new AppError("unavailable", "the hold of the answer was closed while it was delivered");
    if (call && output) call.delivered = output;
    this.#options.publish(chunks);
    if (!this.#hasBegun && chunks.some(isDelta)) {
      this.#hasBegun = true;
      this.#begin();
    }
  }

  /** Adds the chunks' text to the count of the call that it came from. Returns the last call among them. */
  #account(chunks: readonly UIMessageChunk[]): MeteredCall | undefined {
    for (const chunk of chunks) {
      if (chunk.type === "start-step") this.#steps += 1;
      const call = this.#source;
      if (call === undefined) continue;
      const counter = this.#counters.get(call) ?? new StreamCounter();
      this.#counters.set(call, counter);
      this.#count(chunk, counter);
    }
    return this.#source;
  }

  /** The call that the chunks at hand came from: of the step that began last or, without steps, the newest. */
  get #source(): MeteredCall | undefined {
    const { answering } = this.#meter;
    return this.#steps === 0 ? answering.at(-1) : answering[this.#steps - 1];
  }

  #count(chunk: UIMessageChunk, counter: StreamCounter): void {
    switch (chunk.type) {
      case "text-delta":
        counter.add("output", chunk.delta);
        break;
      case "reasoning-delta":
        counter.add("reasoning", chunk.delta);
        break;
      case "tool-input-start":
        this.#toolInputs.add(chunk.toolCallId);
        counter.add("output", chunk.toolName);
        break;
      case "tool-input-delta":
        counter.add("output", chunk.inputTextDelta);
        break;
      case "tool-input-available":
        if (!this.#toolInputs.has(chunk.toolCallId)) {
          counter.add("output", chunk.toolName + JSON.stringify(chunk.input));
        }
        break;
    }
  }

  async #insistOn(write: () => Promise<"ok" | "closed">): Promise<"ok" | "closed"> {
    const giveUpAt = performance.now() + (this.#options.retryForMs ?? DEFAULT_RETRY_FOR_MS);
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        return await write();
      } catch (error) {
        if (error instanceof AppError || performance.now() + pauseMs > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }
}

function isDelta(chunk: UIMessageChunk): boolean {
  return chunk.type.endsWith("-delta");
}
