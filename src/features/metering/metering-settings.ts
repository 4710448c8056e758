/** Times of the meter, in milliseconds. */
export type MeteringSettings = {
  /** Longest silence of a provider before it counts as stalled. */
  stallMs: number;
  /** Longest wait for the first output, signs of life included. */
  firstOutputMs: number;
  /** Without a delivery gate: how often the tokens seen so far are written down. */
  checkpointMs: number;
  /** How long the end of an answer waits for its charge; after that the charge goes on in the background. */
  settleWaitMs: number;
  /** When the background gives up and leaves the hold to the sweeper. */
  settleGiveUpMs: number;
  /** How long a reader who left is outwaited for the provider's last number. */
  usageGraceMs: number;
  /** How long after that a number that still comes corrects the estimate. */
  lateUsageMs: number;
  /** How long a stopped answer waits for what is still being delivered. */
  deliveryCloseMs: number;
  /** Further attempts after a provider refused or failed before saying anything. */
  retries: number;
  retryBaseMs: number;
  /** A provider that asks for a longer pause is not waited for. */
  retryMaxWaitMs: number;
};

export const meteringDefaults: MeteringSettings = {
  stallMs: 60_000,
  firstOutputMs: 180_000,
  checkpointMs: 2_000,
  settleWaitMs: 3_000,
  settleGiveUpMs: 60_000,
  usageGraceMs: 1_000,
  lateUsageMs: 15_000,
  deliveryCloseMs: 5_000,
  retries: 2,
  retryBaseMs: 500,
  retryMaxWaitMs: 8_000,
};

/** How long a hold lives without a sign of life: longer than any silence that the meter itself allows. */
export function holdTtlSeconds(settings: MeteringSettings): number {
  const longest = Math.max(settings.stallMs, settings.firstOutputMs) + settings.settleGiveUpMs;
  return Math.ceil(longest / 1_000) + 30;
}
