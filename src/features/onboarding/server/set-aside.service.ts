import type { UserScope } from "~/server/context";
import { emitEvent } from "~/server/outbox";
import { setAside as setAsideEvent } from "../onboarding.events";
import type { Standing } from "../onboarding.schema";
import { stepToTakeUp } from "../onboarding-steps";
import { changeStanding } from "./change-standing";
import { findStanding, saveSetAside } from "./standings.repository";

/** Puts the rest away for now: nobody is reminded of it until they take it up again. What was done stays done. */
export function setAside(scope: UserScope): Promise<Standing> {
  const { userId } = scope;
  return changeStanding(scope, null, async (db) => {
    if (!(await saveSetAside(db, userId))) return;
    const step = stepToTakeUp((await findStanding(db, userId)).steps);
    await emitEvent(db, setAsideEvent, { userId, step }, { orgId: null });
  });
}
