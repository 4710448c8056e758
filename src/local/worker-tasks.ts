import { recoverAnswers, tidyJournals } from "~/features/chat/server/recover-answers.job";
import { expireLots } from "~/features/ledger/server/expire-lots.service";
import { rebuildRollups } from "~/features/ledger/server/rebuild-rollups.service";
import { sweepHolds } from "~/features/ledger/server/sweep-holds.service";
import type { Backend } from "~/server/context";
import type { Sql } from "~/server/db";

/** What a task works with. `sql` is the application's login role; `signal` asks a long task to stop early. */
export type TaskContext = { sql: Sql; backend: Backend; signal: AbortSignal };

/** Work that has to happen again and again. It must be harmless to run twice, also at the same time. */
export type WorkerTask = { name: string; everySeconds: number; run(context: TaskContext): Promise<unknown> };

/**
 * Everything the worker does. `NOTIFY worker, '<name>'` runs a task at once, without a name all of them.
 */
export const workerTasks: readonly WorkerTask[] = [
  {
    name: "ledger-sweep-holds",
    everySeconds: 5,
    run: async ({ sql, backend }) => tellBalances(backend, (await sweepHolds(sql)).orgIds),
  },
  {
    name: "ledger-expire-lots",
    everySeconds: 60,
    run: async ({ sql, backend }) => tellBalances(backend, (await expireLots(sql)).orgIds),
  },
  { name: "chat-recovery", everySeconds: 3, run: ({ backend }) => recoverAnswers(backend) },
  { name: "chat-journals", everySeconds: 60, run: ({ backend }) => tidyJournals(backend) },
  { name: "ledger-rebuild-rollups", everySeconds: 30, run: ({ sql }) => rebuildRollups(sql) },
];

/** Open tabs show the balance as it is; nobody else tells them of what happens here. */
function tellBalances(backend: Backend, orgIds: readonly string[]): void {
  for (const orgId of orgIds) backend.events.publish(orgId, { type: "balance" });
}
