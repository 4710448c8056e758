/** A grant of credits with something left of it. */
export type LotView = {
  id: string;
  grant: "plan" | "welcome" | "promo" | "purchase" | "adjustment";
  reason: string | null;
  amountUcr: bigint;
  remainingUcr: bigint;
  effectiveAt: Date;
  expiresAt: Date | null;
};
