import { AppError } from "~/lib/app-error";
import { toAppError } from "~/server/database-errors";
import { streamErrorText } from "../chat-stream.schema";
import type { EventBatch } from "./answer-log";
import type { AnswerSource } from "./answer-source";

export type ReaderOptions = {
  /** Number of the last event that the reader has. */
  after: number;
  requestId: string;
  /** Rejects where the reader may not read on. Asked every few seconds while the stream is open. */
  mayStillRead: () => Promise<void>;
  recheckMs?: number;
};

const recheckEveryMs = 5_000;
const pingEveryMs = 15_000;

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  // no-transform keeps proxies, and Next's own compression, from holding events back.
  "cache-control": "no-cache, no-store, no-transform",
  "x-accel-buffering": "no",
  "x-vercel-ai-ui-message-stream": "v1",
};

/**
 * One reader's view of an answer as server-sent events. Errors before the first event reject, so that they
 * have a status of their own; later ones are events. A reader who leaves ends nothing but the reading.
 */
export async function answerResponse(source: AnswerSource, options: ReaderOptions): Promise<Response> {
  const leaving = new AbortController();
  const batches = source.read(options.after, leaving.signal);
  const first = await batches.next();
  const from = first.done ? options.after + 1 : first.value.firstSeq;
  const body = new ReadableStream<Uint8Array>(
    new ReaderStream(batches, first, leaving, options),
    // Whatever is there is handed over in one piece, and no more is asked for before it was taken.
    { highWaterMark: 1 },
  );
  return new Response(body, { headers: { ...headers, "x-stream-from": String(from) } });
}

class ReaderStream implements UnderlyingDefaultSource<Uint8Array> {
  readonly #batches: AsyncGenerator<EventBatch, void>;
  readonly #leaving: AbortController;
  readonly #options: ReaderOptions;
  readonly #encoder = new TextEncoder();
  #next: Promise<IteratorResult<EventBatch, void>>;
  #lostRight: unknown;
  #timers: NodeJS.Timeout[] = [];

  constructor(
    batches: AsyncGenerator<EventBatch, void>,
    first: IteratorResult<EventBatch, void>,
    leaving: AbortController,
    options: ReaderOptions,
  ) {
    this.#batches = batches;
    this.#next = Promise.resolve(first);
    this.#leaving = leaving;
    this.#options = options;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const { recheckMs = recheckEveryMs } = this.#options;
    this.#timers = [
      setInterval(() => void this.#recheck(), recheckMs),
      setInterval(() => this.#send(controller, ": ping\n\n"), pingEveryMs),
    ];
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      const { done, value } = await this.#next;
      if (this.#lostRight !== undefined) throw this.#lostRight;
      if (done) return this.#close(controller, "data: [DONE]\n\n");
      this.#send(
        controller,
        value.events.map((event, index) => `id: ${value.firstSeq + index}\ndata: ${event}\n\n`).join(""),
      );
      this.#next = this.#batches.next();
      // Whoever leaves before it is awaited must not leave a rejection that nobody hears.
      this.#next.catch(() => undefined);
    } catch (error) {
      const { code, details } = toAppError(error);
      const errorText = streamErrorText({ code, details, requestId: this.#options.requestId });
      // Whose access ended has heard the last of the answer; others may come back for it.
      const last = code === "access_ended" ? "data: [DONE]\n\n" : "";
      this.#close(controller, `data: ${JSON.stringify({ type: "error", errorText })}\n\n${last}`);
    }
  }

  cancel(): void {
    this.#stop();
  }

  async #recheck(): Promise<void> {
    try {
      await this.#options.mayStillRead();
    } catch (error) {
      // A database that is away for a moment takes nobody's right.
      if (!(error instanceof AppError) || error.code === "unavailable") return;
      this.#lostRight = lossOf(error);
      this.#leaving.abort();
    }
  }

  #send(controller: ReadableStreamDefaultController<Uint8Array>, text: string): void {
    controller.enqueue(this.#encoder.encode(text));
  }

  #close(controller: ReadableStreamDefaultController<Uint8Array>, last: string): void {
    this.#stop();
    this.#send(controller, last);
    controller.close();
  }

  #stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#leaving.abort();
  }
}

/** The reader looks at something that they could see a moment ago: it is not missing, it is no longer theirs. */
function lossOf(error: AppError): AppError {
  const why =
    error.code === "not_found"
      ? "removed"
      : error.code === "forbidden"
        ? "role"
        : error.code === "account_suspended"
          ? "suspended"
          : null;
  return why === null
    ? error
    : new AppError("access_ended", `access ended: ${why}`, { cause: error, details: { why } });
}
