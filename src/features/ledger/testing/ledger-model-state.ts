import type { Markup } from "../markup";
import type { PriceRates } from "../rates";
import type { TokenBuckets } from "../token-buckets";

export type ModelLot = { seq: number; priority: number; amount: bigint; remaining: bigint; expiresAt: number | null };
export type ModelHold = {
  id: string;
  user: string;
  key: string | null;
  fingerprint: string;
  state: "active" | "settled" | "released" | "expired";
  amount: bigint;
  heldTokens: number;
  period: number;
  price: PriceRates;
  markup: Markup;
  expiresAt: number;
  isDispatched: boolean;
  checkpoint: TokenBuckets | null;
  charge: { tokens: TokenBuckets; cost: bigint; ucr: bigint; basis: string; drawn: number[] } | null;
};
export type ModelMember = {
  used: number;
  held: number;
  charged: bigint;
  calls: number;
  hour: number;
  hourCalls: number;
};
/** A month in which nothing was asked for yet. */
export const noUse: ModelMember = { used: 0, held: 0, charged: 0n, calls: 0, hour: 0, hourCalls: 0 };
export type ModelKey = { charged: bigint; held: bigint; calls: number };
export type ModelPurchase = { amount: bigint; refunded: bigint; lot: number | null };
export type Answer = Record<string, unknown>;

export function startOfMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

export function startOfHour(at: number): number {
  return Math.floor(at / 3_600_000) * 3_600_000;
}

/** The greater number of each kind. */
export function larger(a: TokenBuckets, b: TokenBuckets): TokenBuckets {
  return {
    input: Math.max(a.input, b.input),
    cacheRead: Math.max(a.cacheRead, b.cacheRead),
    cacheWrite: Math.max(a.cacheWrite, b.cacheWrite),
    output: Math.max(a.output, b.output),
    reasoning: Math.max(a.reasoning, b.reasoning),
  };
}
