import { randomUUID } from "node:crypto";
import { env } from "~/env";
import { log } from "~/server/log";
import { startOutboxRelay } from "~/server/outbox-relay";
import { backend } from "~/server/ports";
import { nameProcess } from "~/server/process-name";
import { speakLastWords } from "~/server/telemetry/last-words";
import { startTelemetry } from "~/server/telemetry/start-telemetry";
import { flushSpans } from "~/server/telemetry/tracing";
import { exitOnChange } from "./exit-on-change";
import { startJobs } from "./start-jobs";
import { startTaskLoop } from "./task-loop";
import { workerTasks } from "./worker-tasks";
import { listenForWakeUps } from "./worker-wake-up";

// The process that does what no request waits for. It holds no state: kill it whenever you like.

const GRACE_MS = 8_000;
nameProcess("worker");
speakLastWords();
await startTelemetry();
const workerId = randomUUID();
const shared = backend();
const { pool } = shared.database;
const stopping = new AbortController();

const heartbeat = {
  name: "heartbeat",
  everySeconds: 1,
  run: async () => {
    await pool.query(
      `INSERT INTO worker_heartbeat (worker_id, beaten_at) VALUES ($1, clock_timestamp())
       ON CONFLICT (worker_id) DO UPDATE SET beaten_at = excluded.beaten_at`,
      [workerId],
    );
  },
};
const forgetDeadWorkers = {
  name: "forget-dead-workers",
  everySeconds: 3600,
  run: () => pool.query("DELETE FROM worker_heartbeat WHERE beaten_at < clock_timestamp() - interval '1 hour'"),
};
const tasks = workerTasks.map((task) => ({ ...task, run: () => task.run(shared) }));

const loop = startTaskLoop([heartbeat, forgetDeadWorkers, ...tasks], (task, error) => {
  log().error({ task, err: error }, "task failed; it runs again at its time");
});
const engine = await startJobs(env());
const wakeUps = listenForWakeUps(env().APP_DATABASE_URL, (task) => {
  if (task === undefined || task === "jobs") engine?.wake();
  loop.wake(task);
});
const relay = startOutboxRelay({
  url: env().APP_DATABASE_URL,
  jobs: shared.ports.jobs,
  onTrouble: (error) => log().error({ err: error }, "events are not delivered; they are kept and tried again"),
});
log().debug({ workerId, tasks: tasks.map(({ name }) => name) }, "worker started");

async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  await wakeUps.stop();
  await Promise.all([loop.stop(), relay.stop(), engine?.stop()]);
  await pool.query("DELETE FROM worker_heartbeat WHERE worker_id = $1", [workerId]).catch(() => undefined);
  await shared.events.close();
  await Promise.all([pool.end(), flushSpans()]);
  process.exit(0);
}
// The launcher starts it again, with the new code.
if (env().NODE_ENV === "development") exitOnChange(() => void stop());
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
