/** The balance as open tabs see it. Amounts in ucr. */
export type LiveBalance = {
  /** What can be spent now; below zero is debt. */
  availableUcr: bigint;
  postedUcr: bigint;
  heldUcr: bigint;
  /** Number of the newest entry: a higher one means there is more to read. */
  seq: bigint;
  status: "active" | "frozen";
  /** What the open lots were granted with, and what is left of them: the meter. */
  grantedUcr: bigint;
  remainingUcr: bigint;
  /** At the present pace; null where that is more than a year, or where there is no pace. */
  daysLeft: number | null;
  /**
   * Another text whenever what the reader is in the organisation has changed: whatever their role opened must be asked for
   * again. `standingOver` where they may not read on at all; null where nobody listens.
   */
  standing: string | null;
};

/** Told once, to those whose session, membership or time of acting has ended. */
export const standingOver = "over";

/** How full the meter is, 0 to 100. */
export function meterPercent(balance: Pick<LiveBalance, "grantedUcr" | "availableUcr">): number {
  if (balance.grantedUcr <= 0n || balance.availableUcr <= 0n) return 0;
  return Math.min(100, Number((balance.availableUcr * 1_000n) / balance.grantedUcr) / 10);
}

/** Less is worse: amber for the last three days or the last tenth, red when there is nothing to spend. */
export function balanceTone(balance: LiveBalance): "credit" | "warning" | "destructive" {
  if (balance.availableUcr <= 0n) return "destructive";
  const isShort = balance.daysLeft !== null && balance.daysLeft < 3;
  return isShort || meterPercent(balance) < 10 ? "warning" : "credit";
}

/** For what arrives from another tab. */
export function isLiveBalance(value: unknown): value is LiveBalance {
  if (typeof value !== "object" || value === null) return false;
  const amounts = ["availableUcr", "postedUcr", "heldUcr", "seq", "grantedUcr", "remainingUcr"];
  return (
    amounts.every((name) => typeof Reflect.get(value, name) === "bigint") &&
    "daysLeft" in value &&
    "status" in value &&
    "standing" in value
  );
}
