/** A lot as far as the forecast cares, in the order of spending. */
export type ForecastLot = { remainingUcr: bigint; expiresAt: Date | null };

export type Forecast = {
  /** Days from now until nothing is left; null where that is further away than `horizonDays`. */
  emptyInDays: number | null;
  /** What would end it: the pace of spending, or the end of a lot. */
  endedBy: "pace" | "expiry" | null;
  /** The expected balance at whole days from now, day 0 first, up to the empty one or the horizon. */
  balancesUcr: bigint[];
};

export const dayMs = 86_400_000;

/**
 * How long credits last at a pace: spends the lots day by day in their order and drops what expires on
 * the way. An estimate, so days may be fractions; amounts stay whole ucr.
 */
export function forecastBalance(input: {
  lots: readonly ForecastLot[];
  /** Promised to running answers, and so already gone. */
  heldUcr: bigint;
  paceUcrPerDay: bigint;
  now: Date;
  horizonDays: number;
}): Forecast {
  let lots = input.lots.map((lot) => ({ ...lot }));
  take(lots, input.heldUcr);
  let balance = total(lots);
  const balancesUcr = [balance];
  if (balance === 0n) return { emptyInDays: 0, endedBy: "pace", balancesUcr };
  for (let day = 1; day <= input.horizonDays; day++) {
    const before = balance;
    take(lots, input.paceUcrPerDay);
    const spent = total(lots);
    const end = input.now.getTime() + day * dayMs;
    lots = lots.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > end);
    balance = total(lots);
    balancesUcr.push(balance);
    if (spent === 0n) {
      return { emptyInDays: day - 1 + Number(before) / Number(input.paceUcrPerDay), endedBy: "pace", balancesUcr };
    }
    if (balance === 0n) return { emptyInDays: day, endedBy: "expiry", balancesUcr };
  }
  return { emptyInDays: null, endedBy: null, balancesUcr };
}

/** Credits a day over the recent past. A young account is measured over the days it has, at least one. */
export function paceUcrPerDay(input: {
  usedUcr: bigint;
  overDays: number;
  firstUseAt: Date | null;
  now: Date;
}): bigint {
  if (input.firstUseAt === null) return 0n;
  const age = Math.ceil((input.now.getTime() - input.firstUseAt.getTime()) / dayMs);
  return input.usedUcr / BigInt(Math.max(1, Math.min(input.overDays, age)));
}

function take(lots: { remainingUcr: bigint }[], amount: bigint): void {
  let left = amount;
  for (const lot of lots) {
    if (lot.remainingUcr >= left) {
      lot.remainingUcr -= left;
      return;
    }
    left -= lot.remainingUcr;
    lot.remainingUcr = 0n;
  }
}

function total(lots: readonly { remainingUcr: bigint }[]): bigint {
  return lots.reduce((sum, lot) => sum + lot.remainingUcr, 0n);
}
