import type { Markup } from "../markup";
import type { PriceRates } from "../rates";
import type { TokenBuckets } from "../token-buckets";

export type ModelLot = { seq: number; priority: number; amount: bigint; remaining: bigint; expiresAt: number | null };
export type ModelHold = {
  id: string;
  user: string;
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
export type ModelPurchase = { amount: bigint; refunded: bigint; lot: number | null };
export type Answer = Record<string, unknown>;

export function startOfMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

export function startOfHour(at: number): number {
  return Math.floor(at / 3_600_000) * 3_600_000;
}
