import { setTimeout as sleep } from "node:timers/promises";
import type { CheckpointStatement } from "~/features/metering/server/delivery-gate";
import { AppError } from "~/lib/app-error";
import type { Sql } from "~/server/db";
import { type AnswerDelta, type AnswerEvent, foldEvents, isDelta, mergeDeltas } from "../answer-events";
import type { StoredPart } from "../chat.schema";
import type { AnswerProgress } from "../chat-stream.schema";
import { appendEvents, type FinishedAnswer, finishAnswer, readJournal } from "./answer-journal.repository";
import type { RunningAnswer } from "./running-answers";

type Batch = { lines: string[]; events: AnswerEvent[] };

const progressEveryMs = 1_000;
/** How long the end of an answer is tried to be stored; after that it counts as lost and is recovered. */
const finishForMs = 30_000;

/**
 * Numbers the events of an answer and writes them down before readers get them. Only the very first, which
 * has no text in it, is shown at once and written with the next.
 */
export class AnswerWriter {
  readonly #sql: Sql;
  readonly #answer: RunningAnswer;
  readonly #progress: () => Promise<AnswerProgress | undefined>;
  readonly #events: AnswerEvent[] = [];
  /** Shown but not written yet. */
  #ahead: string[] = [];
  #batch: Batch | undefined;
  #openPart: { kind: "text" | "reasoning"; id: string } | undefined;
  readonly #shown = Promise.withResolvers<void>();
  #progressAt = performance.now() + progressEveryMs;

  constructor(sql: Sql, answer: RunningAnswer, progress: () => Promise<AnswerProgress | undefined>) {
    this.#sql = sql;
    this.#answer = answer;
    this.#progress = progress;
  }

  begin(start: AnswerEvent): void {
    const line = JSON.stringify(start);
    this.#ahead = [line];
    this.#answer.log.push([line]);
  }

  /** For the delivery gate. May be called again with the same chunks where it is not known how it ended. */
  async write(deltas: readonly AnswerDelta[], checkpoint: CheckpointStatement | undefined): Promise<"ok" | "closed"> {
    this.#batch ??= this.#prepare(mergeDeltas(deltas), await this.#progressEvent());
    const { key } = this.#answer;
    const state = await appendEvents(this.#sql, key, this.#toStore(this.#batch.lines), checkpoint);
    if (state === "closed") return "closed";
    if (state === "gone") {
      this.#answer.end("gone");
      throw new AppError("unavailable", "the answer was given up for lost, or removed");
    }
    if (state === "stop") this.#answer.end("stopped");
    return "ok";
  }

  /** For the delivery gate: shows readers what was written. */
  publish(): void {
    if (this.#batch === undefined) return;
    this.#ahead = [];
    this.#events.push(...this.#batch.events);
    this.#answer.log.push(this.#batch.lines);
    this.#batch = undefined;
    this.#shown.resolve();
  }

  /** Resolves when readers have the first text. */
  get shown(): Promise<void> {
    return this.#shown.promise;
  }

  /** What was shown so far. */
  get parts(): StoredPart[] {
    return foldEvents(this.#events);
  }

  /** Stores how the answer ended together with its last events, then shows those. */
  async finish(last: readonly AnswerEvent[], finished: FinishedAnswer): Promise<"ok" | "untitled" | "gone"> {
    const lines = [...this.#closePart(), ...last].map((event) => JSON.stringify(event));
    const state = await this.#insist(
      () => finishAnswer(this.#sql, this.#answer.key, this.#toStore(lines), finished),
      finished,
    );
    this.#answer.log.push(state === "gone" ? [JSON.stringify({ type: "abort" })] : lines);
    return state;
  }

  #toStore(lines: readonly string[]): { firstSeq: number; payload: string } {
    return { firstSeq: this.#answer.log.size - this.#ahead.length + 1, payload: [...this.#ahead, ...lines].join("\n") };
  }

  #prepare(deltas: readonly AnswerEvent[], progress: AnswerEvent | undefined): Batch {
    const events: AnswerEvent[] = [];
    for (const event of deltas) {
      if (!isDelta(event)) continue;
      const kind = event.type === "text-delta" ? "text" : "reasoning";
      if (this.#openPart?.kind !== kind || this.#openPart.id !== event.id) {
        events.push(...this.#closePart(), { type: `${kind}-start`, id: event.id });
        this.#openPart = { kind, id: event.id };
      }
      events.push(event);
    }
    if (progress !== undefined) events.push(progress);
    return { events, lines: events.map((event) => JSON.stringify(event)) };
  }

  #closePart(): AnswerEvent[] {
    if (this.#openPart === undefined) return [];
    const { kind, id } = this.#openPart;
    this.#openPart = undefined;
    return [{ type: `${kind}-end`, id }];
  }

  async #progressEvent(): Promise<AnswerEvent | undefined> {
    if (performance.now() < this.#progressAt) return undefined;
    this.#progressAt = performance.now() + progressEveryMs;
    const data = await this.#progress();
    return data === undefined ? undefined : { type: "data-progress", data, transient: true };
  }

  async #insist(
    work: () => Promise<"ok" | "untitled" | "gone">,
    finished: FinishedAnswer,
  ): Promise<"ok" | "untitled" | "gone"> {
    const giveUpAt = performance.now() + finishForMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const state = await work();
        // An attempt before this one may have been committed without its answer arriving.
        const wasStored = state === "gone" && attempt > 1 && (await this.#isStoredAs(finished.status));
        return wasStored ? "ok" : state;
      } catch (error) {
        if (performance.now() > giveUpAt) throw error;
        await sleep(Math.min(50 * 2 ** attempt, 2_000));
      }
    }
  }

  async #isStoredAs(status: string): Promise<boolean> {
    const [row] = await readJournal(this.#sql, this.#answer.key, 0);
    return row?.status === status;
  }
}
