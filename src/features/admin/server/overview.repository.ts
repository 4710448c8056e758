import type { OrgDb } from "~/server/db";

export type Totals = {
  orgs: number;
  orgsThisWeek: number;
  people: number;
  /** Balances above zero, and those below it. */
  outstandingUcr: bigint;
  debtUcr: bigint;
  heldUcr: bigint;
  chargedTodayUcr: bigint;
  costTodayPusd: bigint;
  callsToday: number;
  paidUsdMicros: bigint;
  paidTodayUsdMicros: bigint;
};

/** The platform in figures; days are those of UTC. */
export async function findTotals(db: OrgDb): Promise<Totals> {
  const rows = await db.$queryRaw<Totals[]>`
    SELECT (SELECT count(*)::int FROM organization) AS orgs,
      (SELECT count(*)::int FROM organization WHERE created_at > app_now() - interval '7 days') AS "orgsThisWeek",
      (SELECT count(*)::int FROM app_user_account) AS people,
      coalesce(sum(a.posted_ucr) FILTER (WHERE a.posted_ucr > 0), 0)::bigint AS "outstandingUcr",
      coalesce(-sum(a.posted_ucr) FILTER (WHERE a.posted_ucr < 0), 0)::bigint AS "debtUcr",
      coalesce(sum(a.held_ucr), 0)::bigint AS "heldUcr",
      coalesce(sum(u.charged), 0)::bigint AS "chargedTodayUcr", coalesce(sum(u.cost), 0)::bigint AS "costTodayPusd",
      coalesce(sum(u.calls), 0)::int AS "callsToday",
      (SELECT coalesce(sum(price_usd_micros), 0)::bigint FROM purchase WHERE status = 'paid') AS "paidUsdMicros",
      (SELECT coalesce(sum(price_usd_micros), 0)::bigint FROM purchase WHERE status = 'paid'
        AND paid_at >= date_trunc('day', app_now(), 'UTC')) AS "paidTodayUsdMicros"
    FROM credit_account a
    CROSS JOIN LATERAL (SELECT sum(charge_ucr) AS charged, sum(cost_pusd) AS cost, count(*) AS calls FROM usage_charge
      WHERE org_id = a.org_id AND created_at >= date_trunc('day', app_now(), 'UTC')) u`;
  const [totals] = rows;
  if (totals === undefined) throw new Error("an aggregate without a row");
  return totals;
}

export type UsageDay = { day: string; chargedUcr: bigint; costPusd: bigint; calls: number };

/** Days with use among the last ones, oldest first, from charges, so that they are exact. */
export function findUsageDays(db: OrgDb, days: number): Promise<UsageDay[]> {
  return db.$queryRaw<UsageDay[]>`
    SELECT (u.created_at AT TIME ZONE 'UTC')::date::text AS day, sum(u.charge_ucr)::bigint AS "chargedUcr",
      sum(u.cost_pusd)::bigint AS "costPusd", count(*)::int AS calls
    FROM credit_account a JOIN usage_charge u ON u.org_id = a.org_id
      AND u.created_at >= date_trunc('day', app_now(), 'UTC') - make_interval(days => ${days - 1}::int)
    GROUP BY 1 ORDER BY 1`;
}
