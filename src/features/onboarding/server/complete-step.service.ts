import { hasCompleteAnswer } from "~/features/chat/server/has-complete-answer.service";
import { AppError } from "~/lib/app-error";
import { type OrgScope, requireOrg, type UserScope } from "~/server/context";
import type { OrgDb } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { stepCompleted } from "../onboarding.events";
import type { CompleteStepInput, Standing } from "../onboarding.schema";
import { changeStanding, noteSeen } from "./change-standing";
import { saveDone, savePurpose } from "./standings.repository";

/**
 * A step is done; a second time changes nothing but the purpose. That a message was answered is not taken from whoever says
 * so: throws `answer_missing` where no answer of theirs is complete in the organisation that they are in.
 */
export async function completeStep(
  scope: UserScope,
  org: OrgScope | null,
  input: CompleteStepInput,
): Promise<Standing> {
  const { userId } = scope;
  const { step } = input;
  const place = step === "message" ? requireOrg(org) : null;
  const purpose = input.step === "purpose" ? input.purpose : null;
  return changeStanding(scope, place?.orgId ?? null, async (db) => {
    if (place !== null) await assertAnswered(db, place);
    await noteSeen(db, userId, step);
    if (purpose !== null) await savePurpose(db, userId, purpose);
    if (await saveDone(db, userId, step)) {
      await emitEvent(db, stepCompleted, { userId, step, purpose }, { orgId: null });
    }
  });
}

async function assertAnswered(db: OrgDb, { orgId, userId }: OrgScope): Promise<void> {
  if (!(await hasCompleteAnswer({ db, orgId, userId }))) throw new AppError("answer_missing", "no complete answer");
}
