import type { UserScope } from "~/server/context";
import { inOrg, type OrgDb } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { finished, stepSeen } from "../onboarding.events";
import type { Standing } from "../onboarding.schema";
import { countDone, isOpen, type Step, steps } from "../onboarding-steps";
import { findStanding, holdStanding, saveFinished, saveSeen } from "./standings.repository";

/**
 * Changes where the person stands, in one transaction that holds their row: what two devices do at once happens one after
 * the other, and an event goes out if and only if what it tells has happened. Answers with where they stand then.
 * @param orgId the organisation whose rows are seen beside the person's own; null for none.
 */
export function changeStanding(
  scope: UserScope,
  orgId: string | null,
  work: (db: OrgDb) => Promise<void>,
): Promise<Standing> {
  const { userId } = scope;
  return inOrg(scope.backend.database, { orgId, userId }, async (db) => {
    await holdStanding(db, userId);
    await work(db);
    return finishWhereNothingIsLeft(db, userId);
  });
}

/** Nobody does or skips what they have not seen. */
export async function noteSeen(db: OrgDb, userId: string, step: Step): Promise<void> {
  if (await saveSeen(db, userId, step)) await emitEvent(db, stepSeen, { userId, step }, { orgId: null });
}

async function finishWhereNothingIsLeft(db: OrgDb, userId: string): Promise<Standing> {
  const standing = await findStanding(db, userId);
  if (steps.some((step) => isOpen(standing.steps[step])) || !(await saveFinished(db, userId))) return standing;
  await emitEvent(db, finished, { userId, done: countDone(standing.steps) }, { orgId: null });
  return { ...standing, isFinished: true, isSetAside: false };
}
