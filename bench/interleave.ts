/** One thing that is measured; `measure` does it once for a while and gives one number. */
export type Contender = { name: string; measure: (round: number) => Promise<number> };

export type Figure = { median: number; min: number; max: number; rounds: number[] };

/**
 * Measures every contender once a round, in an order that turns, so that a slow minute of the machine hits
 * all of them alike. The first round warms up and is not counted.
 */
export async function interleave(contenders: Contender[], rounds: number): Promise<Record<string, Figure>> {
  const seen = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const turned = contenders.map((_, index) => contenders[(index + round) % contenders.length]);
    for (const contender of turned) {
      if (contender === undefined) continue;
      const value = await contender.measure(round);
      if (round > 0) seen.get(contender.name)?.push(value);
    }
  }
  return Object.fromEntries([...seen].map(([name, values]) => [name, figure(values)]));
}

export function figure(values: number[]): Figure {
  return {
    median: percentile(values, 50),
    min: Math.min(...values),
    max: Math.max(...values),
    rounds: values.map(rounded),
  };
}

/** Nearest rank on a copy; 0 for no values. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1);
  return rounded(sorted[index] ?? 0);
}

/** Median of the rounds' ratios: each pair of numbers comes from the same minute. */
export function medianRatio(of: Figure, to: Figure): number {
  return percentile(
    of.rounds.map((value, index) => value / (to.rounds[index] ?? Number.NaN)),
    50,
  );
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
