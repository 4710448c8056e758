import type { Backend } from "~/server/context";
import { log } from "~/server/log";
import { roleHas, roles } from "~/server/permissions";
import type { AccessEnd } from "../access-end";
import type { AnswerKey } from "./answer-journal.repository";
import { beatAnswers } from "./answer-journal.repository";
import type { AnswerLog } from "./answer-log";

/** Why a running answer ends before its time; an object where the person may not have it any more. */
export type EndReason = "stopped" | "gone" | "timeout" | { accessEnded: AccessEnd };

export type RunningAnswer = {
  key: AnswerKey;
  conversationId: string;
  fingerprint: string;
  log: AnswerLog;
  /** Resolves when the provider is asked; rejects when the answer was refused and nothing is left of it. */
  accepted: Promise<void>;
  /** Ends the provider's call; the answer then closes itself. */
  end(reason: EndReason): void;
};

/** Past this without a sign of life the writer of an answer counts as lost. */
export const leaseSeconds = 15;
/** How soon a stop that was asked for elsewhere is noticed, and that somebody may not have their answer any more. */
const beatMs = 200;
const writers = roles.filter((role) => roleHas(role, "chat.write"));
/** Answers that one process writes at a time; more are told to come back. */
export const maxRunning = 400;

/** The answers that this process is writing. */
export class RunningAnswers {
  readonly #backend: Backend;
  readonly #answers = new Map<string, RunningAnswer>();
  readonly #seen = new WeakSet<RunningAnswer>();
  #beating: NodeJS.Timeout | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get size(): number {
    return this.#answers.size;
  }

  /** The person's own answers only: somebody else's id finds nothing. */
  find(key: AnswerKey): RunningAnswer | undefined {
    return this.#answers.get(nameOf(key));
  }

  inConversation(conversationId: string): RunningAnswer[] {
    return [...this.#answers.values()].filter((answer) => answer.conversationId === conversationId);
  }

  add(answer: RunningAnswer): void {
    this.#answers.set(nameOf(answer.key), answer);
    this.#beating ??= setTimeout(() => void this.#beat(), beatMs);
  }

  remove(answer: RunningAnswer): void {
    if (this.#answers.get(nameOf(answer.key)) === answer) this.#answers.delete(nameOf(answer.key));
  }

  async #beat(): Promise<void> {
    const beaten = [...this.#answers.values()];
    try {
      const states = await beatAnswers(
        this.#backend.database.pool,
        beaten.map(({ key }) => key.answerId),
        leaseSeconds,
        writers,
      );
      for (const answer of beaten) {
        const state = states.get(answer.key.answerId);
        if (state?.accessEnded != null) answer.end({ accessEnded: state.accessEnded });
        else if (state?.isStopping === true) answer.end("stopped");
        // Missing before it was ever seen means that it is not stored yet.
        if (state === undefined && this.#seen.has(answer)) answer.end("gone");
        if (state !== undefined) this.#seen.add(answer);
      }
    } catch (error) {
      log().debug({ err: error }, "the database is away: leases are not extended");
    }
    this.#beating = this.#answers.size === 0 ? undefined : setTimeout(() => void this.#beat(), beatMs);
  }
}

const shared = globalThis as typeof globalThis & { counterpartRunningAnswers?: WeakMap<Backend, RunningAnswers> };

/** Kept on `globalThis`: each route of the application is a bundle with modules of its own. */
export function runningAnswersOf(backend: Backend): RunningAnswers {
  shared.counterpartRunningAnswers ??= new WeakMap();
  const known = shared.counterpartRunningAnswers.get(backend) ?? new RunningAnswers(backend);
  shared.counterpartRunningAnswers.set(backend, known);
  return known;
}

function nameOf({ orgId, userId, answerId }: AnswerKey): string {
  return `${orgId} ${userId} ${answerId}`;
}
