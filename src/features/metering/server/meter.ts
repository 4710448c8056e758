import { setTimeout as sleep } from "node:timers/promises";
import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { authorizeUsage, type UsagePurpose } from "~/features/ledger/server/authorize-usage.service";
import { refusalError } from "../metering.errors";
import { holdTtlSeconds, type MeteringSettings, meteringDefaults } from "../metering-settings";
import type { PromptEstimate } from "../token-count";
import { type CallCharge, type CallOutcome, MeteredCall, type OpenHold } from "./metered-call";
import type { MeteringScope } from "./metering-scope";
import { observeCall, observeCharge, observeRefusal } from "./observe-call";

export type MeterOptions = {
  modelId: string;
  purpose: UsagePurpose;
  /** Of the whole answer. Its provider calls are `<requestId>:1`, `:2` ... */
  requestId: string;
  conversationId?: string;
  messageId?: string;
  /** Bound of an answer for which the caller names none. */
  maxOutputTokens?: number;
  /** Less than this is not worth asking for; the call is refused with `insufficient_credits`. */
  minOutputTokens?: number;
  /** The member's own monthly limit applies unless another one is given. */
  limits?: { memberTokensPerMonth?: number | null; requestsPerHour?: number | null };
  /** Where a program asks: its calls count against the cap of its key. */
  key?: { id: string; monthlyCapUcr: bigint | null } | null;
  /** After credits were set aside and before the provider is called. */
  onHold?: (hold: OpenHold) => void;
  /** After each charge, before the end of that step reaches the reader. */
  onCharge?: (charge: CallCharge) => void;
  settings?: Partial<MeteringSettings>;
};

const DEFAULT_MAX_OUTPUT_TOKENS = 4_096;
const DEFAULT_MIN_OUTPUT_TOKENS = 32;

/** Keeps the books of one answer: all provider calls that it takes, with their holds and charges. */
export class Meter {
  readonly scope: MeteringScope;
  readonly options: MeterOptions;
  readonly settings: MeteringSettings;
  /** Every charge so far, in order. */
  readonly charges: CallCharge[] = [];
  /** Calls that began to answer, in order: the n-th belongs to the n-th step of the answer. */
  readonly answering: MeteredCall[] = [];
  /** Set by a gate when it is made: from then on it decides what counts as delivered. */
  gate: { readonly closed: Promise<void> } | undefined;
  readonly #calls: MeteredCall[] = [];
  #number = 0;

  constructor(scope: MeteringScope, options: MeterOptions) {
    this.scope = scope;
    this.options = options;
    this.settings = { ...meteringDefaults, ...options.settings };
  }

  /** The call whose answer is being written, if there is one. */
  get current(): MeteredCall | undefined {
    const last = this.answering.at(-1);
    return last?.isOpen ? last : undefined;
  }

  /** Sets credits aside for the next provider call and notes that it goes out, in one statement. Refusals are AppErrors. */
  async open(
    prompt: PromptEstimate,
    fingerprint: string,
    wantedOutputTokens: number | undefined,
    abortSignal: LanguageModelV4CallOptions["abortSignal"],
  ): Promise<MeteredCall> {
    const { scope, options, settings } = this;
    const maxOutputTokens = wantedOutputTokens ?? options.maxOutputTokens ?? DEFAULT_MAX_OUTPUT_TOKENS;
    abortSignal?.throwIfAborted();
    this.#number += 1;
    const requestId = `${options.requestId}:${this.#number}`;
    const answer = await authorizeUsage(scope.sql, scope.orgId, {
      requestId,
      fingerprint,
      userId: scope.userId,
      modelId: options.modelId,
      purpose: options.purpose,
      conversationId: options.conversationId ?? null,
      messageId: options.messageId ?? null,
      inputTokens: prompt.upperBound,
      maxOutputTokens,
      minOutputTokens: Math.min(options.minOutputTokens ?? DEFAULT_MIN_OUTPUT_TOKENS, maxOutputTokens),
      limits: {
        memberTokensPerMonth: options.limits?.memberTokensPerMonth ?? scope.tokensPerMonth,
        requestsPerHour: options.limits?.requestsPerHour ?? null,
      },
      key: options.key ?? null,
      ttlSeconds: holdTtlSeconds(settings),
      // Behind a gate nothing is shown before it is written down, and that write takes this one to the disk.
      dispatch: this.gate === undefined ? "kept" : "covered",
    });
    if (answer.code !== "ok") {
      observeRefusal(options.modelId, options.purpose, answer.code);
      throw refusalError(answer.code === "frozen" ? { ...answer, ...frozenBy(scope) } : answer, options.modelId);
    }
    const hold: OpenHold = {
      holdId: answer.holdId,
      requestId,
      modelId: options.modelId,
      purpose: options.purpose,
      holdUcr: answer.holdUcr,
      availableUcr: answer.availableUcr,
      promptTokens: prompt.tokens,
      maxOutputTokens: answer.maxOutputTokens,
      isCappedByCredits: answer.maxOutputTokens < maxOutputTokens,
      price: answer.price,
      markup: answer.markup,
    };
    const call = new MeteredCall(scope, settings, hold);
    call.onLateCharge = (charge) => this.#record(charge);
    call.observed = observeCall(hold);
    void call.ended.then(call.observed.ended);
    this.#calls.push(call);
    scope.backend.events.publish(scope.orgId, { type: "balance" });
    tell(options.onHold, hold);
    return call;
  }

  /** Waits for the end of a call and tells the listener, once, what it came to. */
  async close(ending: Promise<CallOutcome>): Promise<void> {
    const outcome = await ending;
    if (outcome.kind === "charged") this.#record(outcome.charge);
  }

  /**
   * Ends a call whose reader stopped it or left: behind a gate for what readers were shown, once nothing
   * more is on its way to them, and otherwise for what was passed on.
   */
  async breakOff(call: MeteredCall): Promise<void> {
    const { gate } = this;
    if (gate === undefined) return this.close(call.breakOff());
    await Promise.race([gate.closed, sleep(this.settings.deliveryCloseMs, undefined, { ref: false })]);
    await this.close(call.breakOff(call.delivered ?? { output: 0, reasoning: 0 }));
  }

  /** Tokens of the answer so far, all steps: what was charged, and the open call as far as it was counted. */
  async progress(): Promise<{ inputTokens: number; outputTokens: number }> {
    let inputTokens = 0;
    let outputTokens = 0;
    for (const { tokens } of this.charges) {
      inputTokens += tokens.input + tokens.cacheRead + tokens.cacheWrite;
      outputTokens += tokens.output + tokens.reasoning;
    }
    const { current } = this;
    if (current) {
      const output = current.delivered ?? (await current.received.tokens());
      inputTokens += current.hold.promptTokens;
      outputTokens += output.output + output.reasoning;
    }
    return { inputTokens, outputTokens };
  }

  /** Resolves when no call is open any more: each is charged, released or left to the sweeper. */
  async settled(): Promise<void> {
    const over = Promise.all(this.#calls.map((call) => call.ended));
    await Promise.race([over, sleep(this.settings.deliveryCloseMs, undefined, { ref: false })]);
    // Whoever asks has stopped reading: a call that nobody ended until now is broken off here.
    for (const call of this.#calls.filter((candidate) => candidate.isOpen)) {
      call.stopProvider();
      await this.breakOff(call);
    }
    await over;
  }

  #record(charge: CallCharge): void {
    if (this.charges.some((known) => known.holdId === charge.holdId)) return;
    this.charges.push(charge);
    observeCharge(charge);
    tell(this.options.onCharge, charge);
  }
}

/** A listener's fault must not cost anybody money. */
function tell<T>(listener: ((value: T) => void) | undefined, value: T): void {
  try {
    listener?.(value);
  } catch {
    // It is the listener's own to report.
  }
}

function frozenBy({ org }: MeteringScope): { suspendedReason: string | null; deleteAfter: string | null } {
  return {
    suspendedReason: org?.suspension?.reason ?? null,
    deleteAfter: org?.deleteAfter?.toISOString() ?? null,
  };
}
