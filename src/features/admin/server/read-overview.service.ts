import type { PlatformContext } from "~/server/api/procedures";
import { findLastCheckRun } from "./checks.repository";
import { listMarkups } from "./list-markups.service";
import { findTotals, findUsageDays } from "./overview.repository";

const shownDays = 14;

/** The platform at a glance. Money that credits stand for is counted at the price in force. */
export async function readOverview({ db }: PlatformContext) {
  const [totals, days, markups, check] = [
    await findTotals(db),
    await findUsageDays(db, shownDays),
    await listMarkups(db),
    await findLastCheckRun(db),
  ];
  const markup = markups.find(({ org, isInForce }) => org === null && isInForce);
  return {
    ...totals,
    days,
    shownDays,
    creditPricePusd: markup?.creditPricePusd ?? null,
    check: check === null ? null : { checkedAt: check.checkedAt, violations: violationsOf(check) },
  };
}

function violationsOf(check: { results: { violations: number }[] }): number {
  return check.results.reduce((sum, { violations }) => sum + violations, 0);
}
