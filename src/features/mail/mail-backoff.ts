const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;
const longestAskedMs = 6 * 3_600_000;

/** Mails older than this are given up: three days, as mail servers do. */
export const patienceMs = 3 * 24 * 3_600_000;

/**
 * How long to wait after a failed attempt, in milliseconds: 30 seconds, doubling up to an hour, and never less
 * than the provider asked for (up to six hours).
 * @param attempts so far, the failed one included.
 * @param spread from 0 to 1: moves mails that failed together apart, by up to a fifth.
 */
export function pauseAfter(attempts: number, spread: number, retryAfterSeconds: number | null): number {
  const doubled = Math.min(firstPauseMs * 2 ** Math.min(attempts - 1, 20), longestPauseMs);
  const asked = Math.min((retryAfterSeconds ?? 0) * 1000, longestAskedMs);
  return Math.max(asked, Math.round(doubled * (1 + spread / 5)));
}
