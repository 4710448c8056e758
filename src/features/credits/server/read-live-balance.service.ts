import { readBalance } from "~/features/ledger/server/read-balance.service";
import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { forecastBalance, paceUcrPerDay } from "../forecast";
import type { LiveBalance } from "../live-balance";
import { findOpenLots, findPace } from "./balance.repository";

/** Days of use that the pace is taken from. */
export const paceDays = 5;
const horizonDays = 365;

/** The balance with the meter and the days that are left. @param pace credits a day, where it is known already. */
export async function readLiveBalance(scope: OrgScope, pace?: bigint): Promise<LiveBalance> {
  const [balance, { lots, perDay }] = await Promise.all([
    readBalance(scope.sql, scope.orgId),
    scope.inOrg(async (db) => ({
      lots: await findOpenLots(db, scope.orgId),
      perDay: pace ?? (await paceOf(await findPace(db, scope.orgId, paceDays))),
    })),
  ]);
  if (balance === null) throw new AppError("not_found", "no credit account", { details: { what: "account" } });
  const forecast = forecastBalance({
    lots,
    heldUcr: balance.heldUcr,
    paceUcrPerDay: perDay,
    now: new Date(),
    horizonDays,
  });
  return {
    availableUcr: balance.availableUcr,
    postedUcr: balance.postedUcr,
    heldUcr: balance.heldUcr,
    seq: balance.seq,
    status: balance.status,
    grantedUcr: lots.reduce((sum, lot) => sum + lot.amountUcr, 0n),
    remainingUcr: lots.reduce((sum, lot) => sum + lot.remainingUcr, 0n),
    daysLeft: forecast.emptyInDays,
    standing: null,
  };
}

/** Credits a day, of an organisation's recent use. */
export async function readPace(scope: OrgScope): Promise<bigint> {
  return paceOf(await scope.inOrg((db) => findPace(db, scope.orgId, paceDays)));
}

export function paceOf(use: { usedUcr: bigint; firstUseAt: Date | null }): bigint {
  return paceUcrPerDay({ ...use, overDays: paceDays, now: new Date() });
}
