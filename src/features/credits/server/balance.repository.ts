import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { Day } from "../calendar";

export type LotRow = {
  id: string;
  kind: string;
  sourceId: string;
  reason: string | null;
  amountUcr: bigint;
  remainingUcr: bigint;
  effectiveAt: Date;
  expiresAt: Date | null;
};

/** Lots with something left that has not expired, in the order in which they are spent. */
export function findOpenLots(db: OrgDb, orgId: string): Promise<LotRow[]> {
  return db.$queryRaw<LotRow[]>`
    SELECT l.id, l.kind, l.source_id AS "sourceId", e.reason, l.amount_ucr AS "amountUcr", l.remaining_ucr AS "remainingUcr",
      l.effective_at AS "effectiveAt", l.expires_at AS "expiresAt"
    FROM credit_lot l JOIN ledger_entry e ON e.org_id = l.org_id AND e.seq = l.entry_seq
    WHERE l.org_id = ${orgId}::uuid AND l.exhausted_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > app_now())
    ORDER BY l.priority, l.expires_at, l.entry_seq LIMIT 200`;
}

/** What was charged in the last days, and when anything was charged first. */
export async function findPace(
  db: OrgDb,
  orgId: string,
  overDays: number,
): Promise<{ usedUcr: bigint; firstUseAt: Date | null }> {
  const rows = await db.$queryRaw<{ usedUcr: bigint; firstUseAt: Date | null }[]>`
    SELECT (SELECT coalesce(sum(charge_ucr), 0)::bigint FROM usage_charge
        WHERE org_id = ${orgId}::uuid AND created_at > app_now() - make_interval(days => ${overDays}::int)) AS "usedUcr",
      (SELECT min(created_at) FROM usage_charge WHERE org_id = ${orgId}::uuid) AS "firstUseAt"`;
  return rows[0] ?? { usedUcr: 0n, firstUseAt: null };
}

export type DayRow = { day: Day; closeUcr: bigint; addedUcr: bigint; takenUcr: bigint };

/** Days with entries since the first day, in the time zone: the balance at the end, what came and what went. */
export function findDailyBalances(db: OrgDb, orgId: string, span: { from: Day; timeZone: string }): Promise<DayRow[]> {
  return db.$queryRaw<DayRow[]>`
    SELECT day::text AS day, (array_agg(balance_after_ucr ORDER BY seq DESC))[1] AS "closeUcr",
      coalesce(sum(amount_ucr) FILTER (WHERE amount_ucr > 0), 0)::bigint AS "addedUcr",
      coalesce(-sum(amount_ucr) FILTER (WHERE amount_ucr < 0), 0)::bigint AS "takenUcr"
    FROM (SELECT (e.created_at AT TIME ZONE ${span.timeZone})::date AS day, e.seq, e.balance_after_ucr, e.amount_ucr
      FROM ledger_entry e
      WHERE e.org_id = ${orgId}::uuid AND e.created_at >= (${span.from}::date::timestamp AT TIME ZONE ${span.timeZone})
        AND e.seq > coalesce((SELECT b.entry_seq FROM usage_charge b WHERE b.org_id = ${orgId}::uuid AND b.entry_seq IS NOT NULL
          AND b.created_at < (${span.from}::date::timestamp AT TIME ZONE ${span.timeZone}) - interval '1 hour'
          ORDER BY b.created_at DESC LIMIT 1), 0)) t
    GROUP BY day ORDER BY day`;
}

/** The balance before an entry: what the chain starts from. */
export async function findBalanceBefore(
  db: OrgDb,
  orgId: string,
  span: { from: Day; timeZone: string },
): Promise<bigint | null> {
  const rows = await db.$queryRaw<{ balance: bigint }[]>`
    SELECT e.balance_after_ucr AS balance FROM ledger_entry e
    WHERE e.org_id = ${orgId}::uuid AND e.created_at < (${span.from}::date::timestamp AT TIME ZONE ${span.timeZone})
    ORDER BY e.seq DESC LIMIT 1`;
  return rows[0]?.balance ?? null;
}

/** The price of one credit, in pusd, of the markup in force: the organisation's own, else the platform's. */
export async function findCreditPrice(db: OrgDb, orgId: string): Promise<bigint | null> {
  const rows = await db.$queryRaw<{ pusd: bigint }[]>`
    SELECT credit_price_pusd AS pusd FROM markup_version
    WHERE scope IN (${orgId}, 'platform') AND valid_from <= app_now() AND (valid_to IS NULL OR valid_to > app_now())
    ORDER BY scope = 'platform' LIMIT 1`;
  return rows[0]?.pusd ?? null;
}

export type OwnUseRow = { tokensUsed: bigint; tokensHeld: bigint; chargedUcr: bigint; calls: bigint };

/** What a member used in the running month of the account's time zone, and when the next one begins. */
export async function findOwnUse(
  db: OrgDb,
  orgId: string,
  userId: string,
): Promise<(OwnUseRow & { periodStart: Day; resetsAt: Date }) | null> {
  const rows = await db.$queryRaw<(OwnUseRow & { periodStart: Day; resetsAt: Date })[]>`
    SELECT coalesce(m.tokens_used, 0) AS "tokensUsed", coalesce(m.tokens_held, 0) AS "tokensHeld",
      coalesce(m.charged_ucr, 0) AS "chargedUcr", coalesce(m.calls, 0) AS calls, p.start::text AS "periodStart",
      (p.start + interval '1 month') AT TIME ZONE a.time_zone AS "resetsAt"
    FROM credit_account a
    CROSS JOIN LATERAL (SELECT date_trunc('month', app_now() AT TIME ZONE a.time_zone)::date AS start) p
    LEFT JOIN member_period_usage m ON m.org_id = a.org_id AND m.user_id = ${userId}::uuid AND m.period_start = p.start
    WHERE a.org_id = ${orgId}::uuid`;
  return rows[0] ?? null;
}

export type FilterChoice = { id: string; name: string };

/** People to narrow the list to: today's members. */
export function findMembers(db: OrgDb, orgId: string): Promise<FilterChoice[]> {
  return db.$queryRaw<FilterChoice[]>`
    SELECT u.id, u.name FROM membership m JOIN app_user_account u ON u.id = m.user_id
    WHERE m.org_id = ${orgId}::uuid ORDER BY u.name, u.id LIMIT 500`;
}

/** Models that were used, by everybody or by one person. Rollups lag behind by minutes; charges of two days do not. */
export function findUsedModels(db: OrgDb, orgId: string, onlyUserId: string | null): Promise<FilterChoice[]> {
  const whose = onlyUserId === null ? Prisma.empty : Prisma.sql`AND user_id = ${onlyUserId}::uuid`;
  return db.$queryRaw<FilterChoice[]>`
    SELECT m.id, m.display_name AS name FROM model m
    WHERE m.id IN (
      SELECT model_id FROM usage_rollup_day WHERE org_id = ${orgId}::uuid ${whose}
      UNION SELECT model_id FROM usage_charge WHERE org_id = ${orgId}::uuid AND created_at > app_now() - interval '2 days' ${whose})
    ORDER BY m.position, m.display_name`;
}
