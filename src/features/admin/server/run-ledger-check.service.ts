import { checkLedger } from "~/features/ledger/server/check-ledger.service";
import type { PlatformContext } from "~/server/api/procedures";
import { plainSql } from "~/server/plain-sql";
import { type CheckRun, findLastCheckRun, insertCheckRun } from "./checks.repository";

/** Checks every invariant over the whole ledger and keeps what it found. */
export async function runLedgerCheck({ db, userId }: PlatformContext): Promise<CheckRun> {
  const started = performance.now();
  const results = await checkLedger(plainSql(db));
  return insertCheckRun(db, { results, durationMs: Math.round(performance.now() - started), requestedBy: userId });
}

/** What the newest check found; null where there was none yet. */
export function readLastCheck({ db }: PlatformContext): Promise<CheckRun | null> {
  return findLastCheckRun(db);
}
