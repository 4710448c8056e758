import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/**
 * Listens on the channel `worker` with a connection of its own and calls `onWake` with the task's name, or
 * undefined for all. Connects again when the connection breaks; what was missed meanwhile wakes everything.
 */
export function listenForWakeUps(url: string, onWake: (task?: string) => void): { stop(): Promise<void> } {
  let isStopped = false;
  let client: pg.Client | undefined;
  const run = async () => {
    for (let attempt = 0; !isStopped; attempt++) {
      const current = new pg.Client({
        connectionString: url,
        application_name: "counterpart-worker-listen",
        keepAlive: true,
      });
      client = current;
      const broken = new Promise<void>((resolve) => {
        current.on("error", () => resolve());
        current.on("end", () => resolve());
      });
      try {
        await current.connect();
        current.on("notification", ({ payload }) => onWake(payload || undefined));
        await current.query("LISTEN worker");
        if (attempt > 0) onWake();
        attempt = 0;
        await broken;
      } catch {
        // The database is away; the tasks say so themselves.
      }
      await current.end().catch(() => undefined);
      if (!isStopped) await sleep(Math.min(100 * 2 ** attempt, 3_000), undefined, { ref: false });
    }
  };
  const done = run();
  return {
    stop: async () => {
      isStopped = true;
      await client?.end().catch(() => undefined);
      await Promise.race([done, sleep(1_000, undefined, { ref: false })]);
    },
  };
}
