import type { UserScope } from "~/server/context";
import { emitEvent } from "~/server/outbox";
import { stepSkipped } from "../onboarding.events";
import type { Standing, StepInput } from "../onboarding.schema";
import { changeStanding, noteSeen } from "./change-standing";
import { saveSkipped } from "./standings.repository";

/** Passes a step over. It can be done later all the same, and what is done already stays done. */
export function skipStep(scope: UserScope, { step }: StepInput): Promise<Standing> {
  const { userId } = scope;
  return changeStanding(scope, null, async (db) => {
    await noteSeen(db, userId, step);
    if (await saveSkipped(db, userId, step)) await emitEvent(db, stepSkipped, { userId, step }, { orgId: null });
  });
}
