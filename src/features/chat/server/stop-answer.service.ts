import { notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { assertCan } from "~/server/permissions";
import { findAnswer, requestStop } from "./answers.repository";
import { runningAnswersOf } from "./running-answers";

/**
 * Stops an answer, whichever process writes it and whoever reads it: at once where it is written here, at
 * the writer's next look at the database otherwise. What was delivered stays and is paid for.
 * @returns stopped: false where it had ended already.
 */
export async function stopAnswer(scope: OrgScope, answerId: string): Promise<{ stopped: boolean }> {
  assertCan(scope, "chat.write");
  runningAnswersOf(scope.backend).find({ orgId: scope.orgId, userId: scope.userId, answerId })?.end("stopped");
  return scope.inOrg(async (db) => {
    const ctx = { ...scope, db };
    if ((await requestStop(ctx, answerId, new Date())) > 0) return { stopped: true };
    const answer = await findAnswer(ctx, answerId);
    if (answer === null) throw notFound("message");
    // It may have ended between the two, because it was stopped.
    return { stopped: answer.status === "stopped" };
  });
}
