import { recoverAnswers } from "~/features/chat/server/recover-answers.job";
import { sweepAllHolds } from "~/features/ledger/server/ledger-upkeep.job";
import type { Backend } from "~/server/context";

/** Work that has to happen again and again. It must be harmless to run twice, also at the same time. */
export type WorkerTask = { name: string; everySeconds: number; run(backend: Backend): Promise<unknown> };

/**
 * What has to happen more often than once a minute, which is the least that a schedule of a function can say.
 * Everything else is a function, see `inngest/`. `NOTIFY worker, '<name>'` runs a task at once, without a name all
 * of them.
 */
export const workerTasks: readonly WorkerTask[] = [
  { name: "ledger-sweep-holds", everySeconds: 5, run: sweepAllHolds },
  { name: "chat-recovery", everySeconds: 3, run: (backend) => recoverAnswers(backend) },
];
