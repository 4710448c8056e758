import { checkLedger } from "~/features/ledger/server/check-ledger.service";
import { recordAudit } from "~/server/audit";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { log } from "~/server/log";
import { currentRequest } from "~/server/request-context";
import { type CheckRun, findLastCheckRun, insertCheckRun } from "./checks.repository";

/**
 * Checks every invariant over the whole ledger and keeps what it found. A violation is an alarm: it is logged as
 * an error, stays in the audit log when it is a new one, and the console shows it on every page until a later
 * check finds none.
 */
export async function checkWholeLedger(backend: Backend): Promise<{ invariants: number; violations: number }> {
  const started = performance.now();
  const results = await checkLedger(backend.database.pool);
  const durationMs = Math.round(performance.now() - started);
  const broken = results.filter(({ violations }) => violations > 0);
  await inPlatform(backend.database, async (db) => {
    const before = await findLastCheckRun(db);
    await insertCheckRun(db, { results, durationMs, requestedBy: null });
    if (broken.length === 0 || sameFindings(before, broken)) return;
    await recordAudit(db, {
      orgId: null,
      actorId: null,
      actorRole: "system",
      action: "ledger.alarm",
      subject: "ledger",
      after: { violated: broken },
      requestId: currentRequest()?.ids.requestId ?? "",
    });
  });
  for (const { invariant, violations, orgIds } of broken) {
    log().error({ invariant, violations, orgIds: orgIds.slice(0, 20) }, "the ledger violates an invariant");
  }
  return { invariants: results.length, violations: broken.reduce((sum, { violations }) => sum + violations, 0) };
}

function sameFindings(before: CheckRun | null, broken: CheckRun["results"]): boolean {
  const known = (before?.results ?? []).filter(({ violations }) => violations > 0);
  return JSON.stringify(known.map(finding)) === JSON.stringify(broken.map(finding));
}

function finding({ invariant, violations, orgIds }: CheckRun["results"][number]) {
  return [invariant, violations, [...orgIds].sort()];
}
