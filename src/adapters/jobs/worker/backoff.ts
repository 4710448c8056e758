/**
 * How long to wait after so many failed attempts, in milliseconds: 10 s, 20 s, 40 s, ... up to an hour, each a fifth
 * longer or shorter, so that what failed together does not come back together.
 */
export function defaultBackoff(failed: number): number {
  return Math.min(10_000 * 2 ** (failed - 1), 3_600_000) * (0.8 + 0.4 * Math.random());
}
