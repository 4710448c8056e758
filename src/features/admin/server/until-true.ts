import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until it is so, or until the signal aborts. */
export async function untilTrue(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<undefined> {
  for (let pauseMs = 25; !(await isSo()); pauseMs = Math.min(pauseMs * 1.5, 500)) {
    await sleep(pauseMs, undefined, { signal });
  }
}
