import type { Backend } from "~/server/context";
import { expireLots } from "./expire-lots.service";
import { rebuildRollups } from "./rebuild-rollups.service";
import { sweepHolds } from "./sweep-holds.service";

/** Closes holds past their time, and has open tabs show the balances as they are then. */
export async function sweepAllHolds({ database, events }: Backend) {
  const { orgIds, chargedUcr, ...closed } = await sweepHolds(database.pool);
  for (const orgId of orgIds) events.publish(orgId, { type: "balance" });
  return { orgs: orgIds.length, ...closed, chargedUcr: chargedUcr.toString() };
}

/** Ends credits whose time is over, and has open tabs show it. */
export async function expireAllLots({ database, events }: Backend) {
  const { orgIds, expiredUcr } = await expireLots(database.pool);
  for (const orgId of orgIds) events.publish(orgId, { type: "balance" });
  return { orgs: orgIds.length, expiredUcr: expiredUcr.toString() };
}

/** Brings the daily totals up to date, wherever there were charges since. */
export function rebuildAllRollups({ database }: Backend) {
  return rebuildRollups(database.pool);
}
