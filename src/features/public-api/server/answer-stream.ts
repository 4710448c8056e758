import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { keyIsLive } from "~/features/keys/server/enter-by-key.service";
import { type DeliveryGate, openDeliveryGate } from "~/features/metering/server/delivery-gate";
import { AppError } from "~/lib/app-error";
import { toAppError } from "~/server/database-errors";
import { logFailure } from "~/server/log-failure";
import { finishReasonOf, usageOf } from "../completion-shape";
import type { CompletionChunk, FinishReason } from "../v1-answers.schema";
import { v1ErrorOf } from "../v1-error";
import { type DeliveredPart, DeliveredParts } from "./delivered-parts";
import type { PreparedCall } from "./prepare-call";
import { writeCheckpoint } from "./v1-models.repository";

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  // no-transform keeps proxies from holding events back.
  "cache-control": "no-cache, no-store, no-transform",
  "x-accel-buffering": "no",
};

/** How soon a stream ends whose key was revoked, or whose maker was removed. */
const recheckMs = 1_000;
const pingMs = 15_000;

/**
 * The answer as server-sent events. Refusals come before the first one and have a status of their own. Nobody can take up a stream
 * of this kind again, so whoever leaves ends the vendor's call, and what had been delivered by then is charged.
 * @param signal of the request: the program is gone.
 */
export async function answerStream(
  call: PreparedCall,
  options: { includeUsage: boolean; requestId: string },
  signal: AbortSignal,
): Promise<Response> {
  const stream = new CompletionStream(call, options);
  signal.throwIfAborted();
  signal.addEventListener("abort", () => stream.cancel(), { once: true });
  await stream.open();
  return new Response(new ReadableStream<Uint8Array>(stream, { highWaterMark: 4 }), { headers });
}

class CompletionStream implements UnderlyingDefaultSource<Uint8Array> {
  readonly #call: PreparedCall;
  readonly #options: { includeUsage: boolean; requestId: string };
  readonly #aborter = new AbortController();
  readonly #encoder = new TextEncoder();
  readonly #created = Math.floor(Date.now() / 1_000);
  readonly #parts = new DeliveredParts();
  readonly #gate: DeliveryGate<DeliveredPart>;
  #reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #room: () => void = () => undefined;
  #timers: NodeJS.Timeout[] = [];
  #isLeft = false;

  constructor(call: PreparedCall, options: { includeUsage: boolean; requestId: string }) {
    this.#call = call;
    this.#options = options;
    this.#gate = openDeliveryGate<DeliveredPart>(call.meter, {
      write: async (_parts, checkpoint) =>
        checkpoint === undefined ? "ok" : writeCheckpoint(call.scope.sql, checkpoint),
      publish: (parts) => {
        for (const part of parts) this.#sendChoice(this.#parts.deltaOf(part), null);
      },
    });
  }

  /** Makes the call, up to the first thing that the model says. */
  async open(): Promise<void> {
    const { model, options } = this.#call;
    try {
      const { stream } = await model.doStream({ ...options, abortSignal: this.#aborter.signal });
      this.#reader = stream.getReader();
    } catch (error) {
      await this.#gate.close();
      throw error;
    }
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
    this.#timers = [
      setInterval(() => void this.#recheck(), recheckMs),
      setInterval(() => this.#send(": ping\n\n"), pingMs),
    ];
    this.#sendChoice({ role: "assistant", content: "" }, null);
    void this.#run();
  }

  pull(): void {
    this.#room();
  }

  cancel(): void {
    this.#isLeft = true;
    this.#room();
    this.#aborter.abort(new AppError("access_ended", "the program left"));
  }

  async #run(): Promise<void> {
    let ending: { reason: FinishReason } | { error: unknown } | undefined;
    try {
      for (let part = await this.#next(); part !== undefined; part = await this.#next()) {
        if (part.type === "error") ending ??= { error: part.error };
        else if (part.type === "finish") ending ??= { reason: finishReasonOf(part.finishReason) };
        const delivered = this.#parts.deliveredOf(part);
        if (delivered !== undefined) await this.#gate.deliver(delivered);
        await this.#untilThereIsRoom();
      }
    } catch (error) {
      ending ??= { error };
    }
    await this.#gate.close();
    this.#end(ending ?? { error: this.#aborter.signal.reason });
  }

  async #next(): Promise<LanguageModelV4StreamPart | undefined> {
    const read = await this.#reader?.read();
    return read === undefined || read.done ? undefined : read.value;
  }

  /** What is written is what is taken: a program that reads slowly is not written for ahead of it. */
  async #untilThereIsRoom(): Promise<void> {
    while (!this.#isLeft && (this.#controller?.desiredSize ?? 0) <= 0) {
      await new Promise<void>((resolve) => {
        this.#room = resolve;
      });
    }
  }

  async #recheck(): Promise<void> {
    const { scope } = this.#call;
    // A database that is away for a moment takes nobody's right.
    const isLive = scope.key === null || (await keyIsLive(scope.backend, scope.key.id).catch(() => true));
    if (!isLive) this.#aborter.abort(new AppError("key_invalid", "the key ended", { details: { reason: "revoked" } }));
  }

  #end(ending: { reason: FinishReason } | { error: unknown }): void {
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#isLeft) return;
    const usage = usageOf(this.#call.meter.charges.at(-1));
    if ("error" in ending) {
      const { signal } = this.#aborter;
      const error = toAppError(signal.aborted ? signal.reason : ending.error);
      logFailure(error, { requestId: this.#options.requestId });
      this.#send(`data: ${JSON.stringify({ ...v1ErrorOf(error).body, usage })}\n\n`);
    } else {
      this.#sendChoice({}, ending.reason);
      if (this.#options.includeUsage) this.#sendChunk({ choices: [], usage });
      this.#send("data: [DONE]\n\n");
    }
    this.#controller?.close();
  }

  #sendChoice(delta: CompletionChunk["choices"][number]["delta"], reason: FinishReason | null): void {
    this.#sendChunk({
      choices: [{ index: 0, delta, finish_reason: reason }],
      ...(this.#options.includeUsage && { usage: null }),
    });
  }

  #sendChunk(rest: Pick<CompletionChunk, "choices" | "usage">): void {
    const { completionId, modelId } = this.#call;
    const chunk: CompletionChunk = {
      id: completionId,
      object: "chat.completion.chunk",
      created: this.#created,
      model: modelId,
      ...rest,
    };
    this.#send(`data: ${JSON.stringify(chunk)}\n\n`);
  }

  #send(text: string): void {
    if (!this.#isLeft) this.#controller?.enqueue(this.#encoder.encode(text));
  }
}
