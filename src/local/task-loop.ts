import { setTimeout as sleep } from "node:timers/promises";

export type RepeatedTask = { name: string; everySeconds: number; run(): Promise<unknown> };

export type TaskLoop = {
  /** Runs a task now, or all of them; one that is running runs once more afterwards. */
  wake(name?: string): void;
  /** Resolves when no task runs any more. Ends the waiting, not the work. */
  stop(): Promise<void>;
};

/** Runs every task on its own, again and again. An error is reported and changes nothing else. */
export function startTaskLoop(
  tasks: readonly RepeatedTask[],
  onError: (name: string, error: unknown) => void,
): TaskLoop {
  let isStopped = false;
  const loops = tasks.map((task) => {
    let wakeUp = new AbortController();
    const done = (async () => {
      while (!isStopped) {
        const { signal } = wakeUp;
        try {
          await task.run();
        } catch (error) {
          onError(task.name, error);
        }
        await sleep(task.everySeconds * 1000, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) wakeUp = new AbortController();
      }
    })();
    return { name: task.name, done, wake: () => wakeUp.abort() };
  });
  const wake = (name?: string) => {
    for (const loop of loops) if (name === undefined || loop.name === name) loop.wake();
  };
  return {
    wake,
    stop: async () => {
      isStopped = true;
      wake();
      await Promise.all(loops.map(({ done }) => done));
    },
  };
}
