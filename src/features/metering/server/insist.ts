import { AppError } from "~/lib/app-error";
import type { MeteringSettings } from "../metering-settings";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Does something that must happen, again and again while the database is away. Waits for it only so
 * long; after that it goes on in the background until it gives up, and the sweeper takes over.
 *
 * @param onLate told of a success after the wait was over.
 * @returns undefined when the wait was over first.
 */
export async function insist<T>(
  work: () => Promise<T>,
  settings: MeteringSettings,
  onLate: (result: T) => void,
): Promise<T | undefined> {
  const giveUpAt = performance.now() + settings.settleGiveUpMs;
  let waiting: NodeJS.Timeout | undefined;
  let isLate = false;
  const patience = new Promise<undefined>((resolve) => {
    waiting = setTimeout(() => {
      isLate = true;
      resolve(undefined);
    }, settings.settleWaitMs);
  });
  const done = attempts(work, giveUpAt).then((result) => {
    if (isLate && result !== undefined) onLate(result);
    return result;
  });
  try {
    return await Promise.race([done, patience]);
  } finally {
    clearTimeout(waiting);
  }
}

async function attempts<T>(work: () => Promise<T>, giveUpAt: number): Promise<T | undefined> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      // The ledger's own refusals mean the same every time; anything else may be a database that is away.
      if (error instanceof AppError || performance.now() + pauseMs > giveUpAt) return undefined;
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
    }
  }
}
