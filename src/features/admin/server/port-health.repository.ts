import type { OrgDb } from "~/server/db";

export type PortHealth = {
  port: string;
  adapter: string;
  isOk: boolean;
  /** Since when it answers, or does not. */
  since: Date;
  checkedAt: Date;
  latencyMs: number;
  lastOkAt: Date | null;
  lastError: string | null;
  lastErrorAt: Date | null;
};

export type PortAnswer = { port: string; adapter: string; latencyMs: number; problem: string | null };

export function findPortHealth(db: OrgDb): Promise<PortHealth[]> {
  return db.$queryRaw<PortHealth[]>`
    SELECT port, adapter, is_ok AS "isOk", since, checked_at AS "checkedAt", latency_ms AS "latencyMs",
      last_ok_at AS "lastOkAt", last_error AS "lastError", last_error_at AS "lastErrorAt"
    FROM port_health ORDER BY port, adapter`;
}

/** Keeps what was found, all at once; an older finding never overwrites a newer one. */
export async function savePortHealth(db: OrgDb, answers: readonly PortAnswer[], checkedAt: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO port_health AS h (port, adapter, is_ok, since, checked_at, latency_ms, last_ok_at, last_error, last_error_at)
    SELECT a.port, a.adapter, a.problem IS NULL, ${checkedAt}::timestamptz, ${checkedAt}::timestamptz, a.latency_ms,
      CASE WHEN a.problem IS NULL THEN ${checkedAt}::timestamptz END, a.problem, CASE WHEN a.problem IS NOT NULL THEN ${checkedAt}::timestamptz END
    FROM jsonb_to_recordset(${JSON.stringify(answers.map(toRow))}::jsonb) AS a (port text, adapter text, latency_ms integer, problem text)
    ORDER BY a.port, a.adapter
    ON CONFLICT (port, adapter) DO UPDATE SET is_ok = excluded.is_ok, checked_at = excluded.checked_at, latency_ms = excluded.latency_ms,
      since = CASE WHEN h.is_ok = excluded.is_ok THEN h.since ELSE excluded.since END,
      last_ok_at = coalesce(excluded.last_ok_at, h.last_ok_at),
      last_error = coalesce(excluded.last_error, h.last_error), last_error_at = coalesce(excluded.last_error_at, h.last_error_at)
    WHERE h.checked_at <= excluded.checked_at`;
}

/** Adapters that are not configured any more have no state. */
export async function deletePortHealthExcept(db: OrgDb, answers: readonly PortAnswer[]): Promise<void> {
  const names = answers.map(({ port, adapter }) => `${port} ${adapter}`);
  await db.$executeRaw`DELETE FROM port_health WHERE NOT (port || ' ' || adapter = ANY(${names}))`;
}

function toRow({ port, adapter, latencyMs, problem }: PortAnswer) {
  return { port, adapter, latency_ms: latencyMs, problem };
}
