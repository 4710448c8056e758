import type { UserScope } from "~/server/context";
import type { Standing, StepInput } from "../onboarding.schema";
import { changeStanding, noteSeen } from "./change-standing";

/** A step is on the person's screen. The first time counts. */
export function seeStep(scope: UserScope, { step }: StepInput): Promise<Standing> {
  return changeStanding(scope, null, (db) => noteSeen(db, scope.userId, step));
}
