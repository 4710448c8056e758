import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { OrgDb } from "~/server/db";

const Result = z.object({ invariant: z.string(), violations: z.number(), orgIds: z.array(z.string()) });
const Results = z.array(Result);

export type CheckRun = { checkedAt: Date; durationMs: number; results: z.output<typeof Results> };

export async function insertCheckRun(
  db: OrgDb,
  run: Omit<CheckRun, "checkedAt"> & { requestedBy: string | null },
): Promise<CheckRun> {
  const rows = await db.$queryRaw<{ checkedAt: Date }[]>`
    INSERT INTO ledger_check_run (id, checked_at, duration_ms, results, requested_by)
    VALUES (${randomUUID()}::uuid, app_now(), ${run.durationMs}, ${JSON.stringify(run.results)}::jsonb, ${run.requestedBy}::uuid)
    RETURNING checked_at AS "checkedAt"`;
  await db.$executeRaw`DELETE FROM ledger_check_run WHERE checked_at < app_now() - interval '90 days'`;
  return { checkedAt: rows[0]?.checkedAt ?? new Date(), durationMs: run.durationMs, results: run.results };
}

/** The newest run, or null where the ledger was never checked. */
export async function findLastCheckRun(db: OrgDb): Promise<CheckRun | null> {
  const rows = await db.$queryRaw<{ checkedAt: Date; durationMs: number; results: unknown }[]>`
    SELECT checked_at AS "checkedAt", duration_ms AS "durationMs", results FROM ledger_check_run ORDER BY checked_at DESC LIMIT 1`;
  const [row] = rows;
  return row === undefined ? null : { ...row, results: Results.parse(row.results) };
}
