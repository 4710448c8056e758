import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { isStillIn } from "~/features/accounts/server/while-in.service";
import type { OrgScope } from "~/server/context";
import { type LiveBalance, standingOver } from "../live-balance";
import { readLiveBalance, readPace } from "./read-live-balance.service";

/** Times that tests shorten. */
export type WatchTimes = {
  /** At least this long between two readings: a burst of charges is told once. */
  quietMs: number;
  /** Membership and session are looked at again at least this often, event or not. */
  recheckMs: number;
  /** A pace measured over days may be this old. */
  paceMs: number;
};

const times: WatchTimes = { quietMs: 250, recheckMs: 10_000, paceMs: 60_000 };

/**
 * The balance at once and after each change, until the signal aborts or the person may not see it any
 * more: the session ended, the membership ended, the role changed. It bears along whether the person's own place has
 * changed: a browser has few connections, and every page has this one.
 */
export async function* watchBalance(
  scope: OrgScope,
  headers: Headers,
  signal: AbortSignal,
  given: Partial<WatchTimes> = {},
): AsyncGenerator<LiveBalance, void> {
  const { quietMs, recheckMs, paceMs } = { ...times, ...given };
  const bell = new Bell(signal);
  const place = { id: randomUUID(), changes: 0 };
  const listening = listen(scope, signal, bell, place);
  let shown: LiveBalance | undefined;
  let pace = { perDay: await readPace(scope), at: Date.now() };
  try {
    while (!signal.aborted) {
      bell.reset();
      const standing = `${place.id}:${place.changes}`;
      if (!(await isStillIn(scope, headers, "credits.read"))) {
        // The last one again: nothing that they had not seen before.
        if (shown !== undefined) yield { ...shown, standing: standingOver };
        return;
      }
      if (Date.now() - pace.at > paceMs) pace = { perDay: await readPace(scope), at: Date.now() };
      const balance = { ...(await readLiveBalance(scope, pace.perDay)), standing };
      if (shown === undefined || faceOf(balance) !== faceOf(shown)) yield balance;
      shown = balance;
      await setTimeout(quietMs);
      await bell.wait(recheckMs);
    }
  } finally {
    bell.end();
    await listening;
  }
}

/** Everything that a reader can see. Days are whole there, so a second passing is no change. */
function faceOf(balance: LiveBalance): string {
  return [
    balance.seq,
    balance.availableUcr,
    balance.heldUcr,
    balance.status,
    balance.remainingUcr,
    Math.round(balance.daysLeft ?? -1),
    balance.standing,
  ].join();
}

/** Rings for everything that may change the balance or the right to see it; conversations do neither. */
async function listen(scope: OrgScope, signal: AbortSignal, bell: Bell, place: { changes: number }): Promise<void> {
  const stop = AbortSignal.any([signal, bell.signal]);
  for await (const event of scope.backend.events.subscribe(scope.orgId, stop)) {
    if (event.type === "conversation") continue;
    if (event.type === "membership" && event.userId === scope.userId) place.changes += 1;
    bell.ring();
  }
}

/** Wakes a waiting loop. What rings while nobody waits is remembered until `reset`. */
class Bell {
  readonly #ended = new AbortController();
  #rung = false;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    if (signal.aborted) this.#rung = true;
    signal.addEventListener("abort", () => this.ring(), { once: true, signal: this.#ended.signal });
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  ring(): void {
    this.#rung = true;
    this.#wake();
  }

  reset(): void {
    this.#rung = false;
  }

  end(): void {
    this.#ended.abort();
  }

  /** Until it rings, or for the time. */
  wait(ms: number): Promise<void> {
    if (this.#rung) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = globalThis.setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
