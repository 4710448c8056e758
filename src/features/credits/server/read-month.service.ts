import { readBalance } from "~/features/ledger/server/read-balance.service";
import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import { plainSql } from "~/server/plain-sql";
import { type BalanceMonth, dayAfter, fillDays } from "../balance-month";
import { dayFraction, dayOf, dayOfMonth, monthOf } from "../calendar";
import { forecastBalance } from "../forecast";
import { findBalanceBefore, findDailyBalances, findOpenLots, findPace } from "./balance.repository";
import { paceDays, paceOf } from "./read-live-balance.service";

/** The balance of the running month by days, and how long it lasts at the present pace. */
export async function readMonth(ctx: OrgContext): Promise<BalanceMonth> {
  const now = new Date();
  const { timeZone } = ctx.org;
  const today = dayOf(now, timeZone);
  const month = monthOf(today);
  const span = { from: month.first, timeZone };
  const balance = await readBalance(plainSql(ctx.db), ctx.orgId);
  if (balance === null) throw new AppError("not_found", "no credit account", { details: { what: "account" } });
  const openUcr = await findBalanceBefore(ctx.db, ctx.orgId, span);
  const rows = await findDailyBalances(ctx.db, ctx.orgId, span);
  const lots = await findOpenLots(ctx.db, ctx.orgId);
  const pace = paceOf(await findPace(ctx.db, ctx.orgId, paceDays));
  const forecast = forecastBalance({ lots, heldUcr: balance.heldUcr, paceUcrPerDay: pace, now, horizonDays: 365 });
  return {
    today,
    dayFraction: dayFraction(now, timeZone),
    monthLength: month.length,
    openUcr,
    days: fillDays(rows, { today, openUcr }),
    postedUcr: balance.postedUcr,
    availableUcr: balance.availableUcr,
    paceUcrPerDay: pace,
    paceDays,
    emptyInDays: forecast.emptyInDays,
    endedBy: forecast.endedBy,
    emptyOn: forecast.emptyInDays === null ? null : dayAfter(now, forecast.emptyInDays, timeZone),
    forecastUcr: forecast.balancesUcr.slice(0, month.length - dayOfMonth(today) + 2),
  };
}
