/** One attempt of an organisation to buy credits, under its idempotency key. */
export type CheckoutRequest = {
  orgId: string;
  userId: string;
  /** The same key is the same attempt: asking twice must not charge twice. */
  key: string;
  amountUcr: bigint;
  /** Micro-dollars: $20 is 20,000,000. */
  priceUsdMicros: bigint;
};

/** `paid`: the money has moved, or none has to. A vendor whose payer leaves for its own page adds a case here. */
export type CheckoutResult = { status: "paid" };

export type PaymentsHealth = { ok: boolean; latencyMs: number; problem?: string };

/**
 * Takes money for credits and nothing else: what is granted for it is the ledger's business. Errors are
 * AppErrors: `checkout_off` where nobody can pay.
 */
export interface PaymentsPort {
  /** Kept with each purchase. */
  readonly provider: string;
  /** `test`: no money moves and the page must say so. `off`: nobody can buy here, the page says whom to ask. */
  readonly mode: "live" | "test" | "off";
  checkout(request: CheckoutRequest): Promise<CheckoutResult>;
  /** Whether it answers. Never throws. */
  health(): Promise<PaymentsHealth>;
}
