import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { findLastCheckRun } from "./checks.repository";

/** How often the ledger was found violated when it was checked last: more than 0 is an alarm, shown on every page of the console. */
export async function readAlarm({ backend }: UserScope): Promise<number> {
  const check = await inPlatform(backend.database, findLastCheckRun);
  return (check?.results ?? []).reduce((sum, { violations }) => sum + violations, 0);
}
