import type { LanguageModelV4FinishReason, LanguageModelV4Usage } from "@ai-sdk/provider";
import type { Markup } from "~/features/ledger/markup";
import type { PriceRates } from "~/features/ledger/rates";
import type { UsagePurpose } from "~/features/ledger/server/authorize-usage.service";
import { checkpointHold } from "~/features/ledger/server/checkpoint-hold.service";
import { releaseHold } from "~/features/ledger/server/release-hold.service";
import { type SettleInput, type SettleResult, settleHold } from "~/features/ledger/server/settle-hold.service";
import { noTokens, type TokenBuckets } from "~/features/ledger/token-buckets";
import { holdTtlSeconds, type MeteringSettings } from "../metering-settings";
import { type OutputTokens, StreamCounter } from "../stream-counter";
import { type CountedUsage, estimatedBuckets, usageOfFinish } from "../usage-buckets";
import { insist } from "./insist";
import type { MeteringScope } from "./metering-scope";
import type { ObservedCall } from "./observe-call";

/** One call of a provider with the credits held for it. */
export type OpenHold = {
  holdId: string;
  /** Of this provider call: `<request>:<n>`. */
  requestId: string;
  modelId: string;
  purpose: UsagePurpose;
  holdUcr: bigint;
  availableUcr: bigint;
  /** The local count of the prompt. */
  promptTokens: number;
  /** What the provider is allowed to write. */
  maxOutputTokens: number;
  /** True when the credits, and not the caller, set the bound. */
  isCappedByCredits: boolean;
  price: PriceRates;
  markup: Markup;
};

/** What a call came to. */
export type CallCharge = SettleResult &
  Pick<OpenHold, "holdId" | "requestId" | "modelId" | "purpose"> & {
    tokens: TokenBuckets;
    basis: SettleInput["basis"];
  };

/** How a call's hold ended; `pending`: the database is away and the sweeper will finish it. */
export type CallOutcome = { kind: "charged"; charge: CallCharge } | { kind: "released" } | { kind: "pending" };

/**
 * The life of one hold, from the moment that it is dispatched: it is settled or released once, whoever
 * asks first, and however many of finish, error, abort and cancel come.
 */
export class MeteredCall {
  readonly hold: OpenHold;
  /** Everything that the provider wrote. */
  readonly received = new StreamCounter();
  /** What readers were shown, where a delivery gate says so: the tokens of its last checkpoint. */
  delivered: OutputTokens | undefined;
  /** Resolves when the call is over. */
  readonly ended: Promise<CallOutcome>;
  /** Ends the provider's part of it; set while a provider is writing. */
  stopProvider: () => void = () => undefined;
  /** What metrics and traces hear of it. */
  observed: ObservedCall | undefined;
  /** Told of a charge that succeeded after the wait for it was over. */
  onLateCharge: (charge: CallCharge) => void = () => undefined;
  readonly #scope: MeteringScope;
  readonly #settings: MeteringSettings;
  #outcome: Promise<CallOutcome> | undefined;
  #tellEnd: (outcome: CallOutcome) => void = () => undefined;
  #checkpointing = false;
  #isCharged = false;

  constructor(scope: MeteringScope, settings: MeteringSettings, hold: OpenHold) {
    this.#scope = scope;
    this.#settings = settings;
    this.hold = hold;
    this.ended = new Promise((resolve) => {
      this.#tellEnd = resolve;
    });
  }

  /** True until something ended the call; the end itself may still be on its way to the database. */
  get isOpen(): boolean {
    return this.#outcome === undefined;
  }

  /** True once the charge is in the database. */
  get isCharged(): boolean {
    return this.#isCharged;
  }

  get outcome(): Promise<CallOutcome> | undefined {
    return this.#outcome;
  }

  get ttlSeconds(): number {
    return holdTtlSeconds(this.#settings);
  }

  /** The prompt and this much of the answer, as an estimate. */
  estimate(output: OutputTokens): TokenBuckets {
    return estimatedBuckets(this.hold.promptTokens, output);
  }

  /** Writes down what was received so far. Skipped while another one is on its way; a failure is made good by the next. */
  async checkpoint(): Promise<OutputTokens> {
    const output = await this.received.tokens();
    if (this.#checkpointing || !this.isOpen || output.output + output.reasoning === 0) return output;
    this.#checkpointing = true;
    try {
      const { sql, orgId } = this.#scope;
      await checkpointHold(sql, orgId, this.hold.holdId, this.estimate(output), this.ttlSeconds);
    } catch {
      // The database is away; the answer goes on, and the next checkpoint covers this one.
    } finally {
      this.#checkpointing = false;
    }
    return output;
  }

  /** The provider ended in order and said what it used, or did not. */
  async finish(usage: LanguageModelV4Usage | undefined, reason: LanguageModelV4FinishReason): Promise<CallOutcome> {
    const output = await this.received.tokens();
    const counted = usageOfFinish(usage, reason, { promptTokens: this.hold.promptTokens, output });
    // Nothing was written and nothing reported: by the charge policy that costs nothing.
    const isNothing = counted.basis === "stream_estimate" && counted.tokens.output + counted.tokens.reasoning === 0;
    return isNothing ? this.release() : this.settle({ ...counted, rawUsage: usage?.raw });
  }

  /** It was broken off: the prompt and what was written, or, behind a gate, what readers were shown. */
  async breakOff(shown?: OutputTokens): Promise<CallOutcome> {
    const output = shown ?? (await this.received.tokens());
    if (output.output + output.reasoning === 0) return this.release();
    return this.settle({ tokens: this.estimate(output), basis: "stream_estimate" });
  }

  settle(used: CountedUsage & { rawUsage?: unknown }): Promise<CallOutcome> {
    return this.#end(async () => {
      const { sql, orgId } = this.#scope;
      const result = await settleHold(sql, orgId, this.hold.holdId, used);
      this.#isCharged = true;
      const { holdId, requestId, modelId, purpose } = this.hold;
      const charge = { ...result, holdId, requestId, modelId, purpose, tokens: used.tokens, basis: used.basis };
      return { kind: "charged", charge };
    });
  }

  release(): Promise<CallOutcome> {
    return this.#end(async () => {
      const state = await releaseHold(this.#scope.sql, this.#scope.orgId, this.hold.holdId);
      if (state !== "settled") return { kind: "released" };
      // The sweeper was first and charged what the last checkpoint had: the charge stays, as it was.
      return this.#readBack();
    });
  }

  /** A replay of the settlement changes nothing and tells what was charged. */
  async #readBack(): Promise<CallOutcome> {
    const { sql, orgId } = this.#scope;
    const input: SettleInput = { tokens: noTokens, basis: "stream_estimate" };
    const result = await settleHold(sql, orgId, this.hold.holdId, input);
    this.#isCharged = true;
    const { holdId, requestId, modelId, purpose } = this.hold;
    const charge: CallCharge = {
      ...result,
      holdId,
      requestId,
      modelId,
      purpose,
      tokens: noTokens,
      basis: "checkpoint",
    };
    return { kind: "charged", charge };
  }

  #end(work: () => Promise<CallOutcome>): Promise<CallOutcome> {
    this.#outcome ??= this.#insistOn(work);
    return this.#outcome;
  }

  async #insistOn(work: () => Promise<CallOutcome>): Promise<CallOutcome> {
    const publish = () => this.#scope.backend.events.publish(this.#scope.orgId, { type: "balance" });
    const outcome = await insist(work, this.#settings, (late) => {
      publish();
      if (late.kind === "charged") this.onLateCharge(late.charge);
    });
    if (outcome) publish();
    const told = outcome ?? { kind: "pending" };
    this.#tellEnd(told);
    return told;
  }
}
