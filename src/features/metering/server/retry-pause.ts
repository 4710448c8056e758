import { setTimeout as sleep } from "node:timers/promises";
import type { MeteringSettings } from "../metering-settings";
import type { ProviderFailure } from "./provider-failure";

/**
 * How long to wait before asking a provider again, in milliseconds; undefined: not at all. A pause that the
 * provider asks for is kept to, unless it is longer than anybody should wait for an answer.
 *
 * @param attempt 0 for the first one that failed.
 */
export function retryPauseMs(
  failure: ProviderFailure,
  attempt: number,
  settings: MeteringSettings,
): number | undefined {
  if (!failure.isRetryable || attempt >= settings.retries) return undefined;
  if (failure.retryAfterMs !== undefined) {
    return failure.retryAfterMs <= settings.retryMaxWaitMs ? failure.retryAfterMs : undefined;
  }
  // Spread, so that many answers refused at once do not come back at once.
  return settings.retryBaseMs * 2 ** attempt * (0.75 + Math.random() / 2);
}

export async function pause(ms: number, abortSignal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, abortSignal ? { signal: abortSignal } : {}).catch(() => abortSignal?.throwIfAborted());
}
