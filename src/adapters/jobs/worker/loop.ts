import { setTimeout as sleep } from "node:timers/promises";

export type Loop = {
  /** Runs it now; one that is running runs once more afterwards. */
  wake(): void;
  stop(): Promise<void>;
};

/** Runs `work` again and again. An error is logged and changes nothing else. */
export function createLoop(
  name: string,
  everyMs: number | (() => number),
  log: { error(fields: object, message: string): void },
  work: () => Promise<unknown>,
): Loop {
  let isStopped = false;
  let nudge = new AbortController();
  let failures = 0;
  const done = (async () => {
    // Whoever made the loop may still be making what it uses.
    await Promise.resolve();
    while (!isStopped) {
      const { signal } = nudge;
      try {
        await work();
        failures = 0;
      } catch (error) {
        failures += 1;
        // A database that is away says so once, not ten times a second.
        if (failures === 1 || failures % 50 === 0) log.error({ err: error, loop: name }, "failed; it runs again");
        await sleep(Math.min(50 * failures, 1_000));
      }
      if (isStopped) break;
      await sleep(typeof everyMs === "function" ? everyMs() : everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) nudge = new AbortController();
    }
  })();
  return {
    wake: () => nudge.abort(),
    stop: async () => {
      isStopped = true;
      nudge.abort();
      await done;
    },
  };
}
