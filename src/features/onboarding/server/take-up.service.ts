import type { UserScope } from "~/server/context";
import { emitEvent } from "~/server/outbox";
import { takenUp } from "../onboarding.events";
import type { Standing } from "../onboarding.schema";
import { stepToTakeUp } from "../onboarding-steps";
import { changeStanding } from "./change-standing";
import { findStanding, saveTakenUp } from "./standings.repository";

/** Takes up again what was set aside, where it was left. */
export function takeUp(scope: UserScope): Promise<Standing> {
  const { userId } = scope;
  return changeStanding(scope, null, async (db) => {
    if (!(await saveTakenUp(db, userId))) return;
    const step = stepToTakeUp((await findStanding(db, userId)).steps);
    await emitEvent(db, takenUp, { userId, step }, { orgId: null });
  });
}
