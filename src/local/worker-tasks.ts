import type { Backend } from "~/server/context";
import type { Sql } from "~/server/db";

/** What a task works with. `sql` is the application's login role; `signal` asks a long task to stop early. */
export type TaskContext = { sql: Sql; backend: Backend; signal: AbortSignal };

/** Work that has to happen again and again. It must be harmless to run twice, also at the same time. */
export type WorkerTask = { name: string; everySeconds: number; run(context: TaskContext): Promise<unknown> };

/**
 * Everything the worker does. `NOTIFY worker, '<name>'` runs a task at once, without a name all of them.
 */
export const workerTasks: readonly WorkerTask[] = [];
